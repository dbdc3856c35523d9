using System.Globalization;
using System.Text.Json;

namespace LlmWorkload.Comparison;

/// <summary>The <c>summary.json</c> of a comparison, and what a reader is told of it first.</summary>
internal static class ComparisonSummary
{
    private const int MostKeys = 10;
    private const int MostDifferences = 12;

    /// <summary>The totals of both sides.</summary>
    public static IReadOnlyList<ComparedTotal> Totals(SideTotals a, SideTotals b) =>
    [
        .. ComparedNames.Totals.Select(name => (Name: name, A: a.Total(name), B: b.Total(name)))
            .Select(each => new ComparedTotal(each.Name, each.A, each.B, each.A is null or 0 ? null : each.B / each.A)),
    ];

    /// <summary>
    /// The largest differences, the largest first: of each distribution the quotient furthest from 1, by its Kolmogorov-Smirnov statistic;
    /// of each share its keys, by the difference. Models have their names.
    /// </summary>
    public static IReadOnlyList<ComparedDifference> Differences(ComparisonRun run)
    {
        var distributions = run.Distributions.Where(each => each.Apart is { Ks: > 0 }).Select(Furthest);
        var shares = run.Shares.Where(share => share.Divergence is not null).SelectMany(OfShare);
        return [.. distributions.Concat(shares.Where(share => share.Distance > 0)).OrderByDescending(each => each.Distance)
            .Take(MostDifferences)];

        IEnumerable<ComparedDifference> OfShare(ShareDifference share)
        {
            var names = ShareLabels.Names(share.Name, run.A.Models, run.B!.Models, share.Keys.Select(key => key.Key));
            return share.Keys.Select(key => new ComparedDifference(
                share.Name, null, names.GetValueOrDefault(key.Key, key.Key), key.A, key.B, Math.Abs(key.B - key.A), IsShare: true));
        }
    }

    /// <summary>Writes it.</summary>
    public static byte[] Write(
        ComparisonRun run, SideTotals b, IReadOnlyList<ComparedTotal> totals, IReadOnlyList<GateVerdict> gates) => JsonText.Object(json =>
    {
        json.Scope("a", run.A.Scope);
        json.Scope("b", b.Scope);
        json.Object("totals", members =>
        {
            foreach (var total in totals) WriteTotal(members, total, run.A.Whole(total.Name), b.Whole(total.Name));
        });
        json.List("distributions", run.Distributions, WriteDistribution);
        json.List("shares", run.Shares, WriteShare);
        json.List("gates", gates, (item, verdict) =>
        {
            item.WriteString("gate", verdict.Gate.Key);
            item.WriteNumber("limit", verdict.Gate.Limit);
            item.WriteBoolean("minimum", verdict.Gate.IsMinimum);
            item.Number("value", verdict.Value);
            item.WriteBoolean("ok", verdict.Holds);
        });
    });

    private static void WriteTotal(Utf8JsonWriter json, ComparedTotal total, Int128? a, Int128? b) => json.Object(total.Name, members =>
    {
        Write(members, "a", a, total.A);
        Write(members, "b", b, total.B);
        members.Number("ratio", total.Ratio);
    });

    private static void WriteDistribution(Utf8JsonWriter json, DistributionDifference each)
    {
        json.WriteString("name", each.Name);
        json.WriteString("id", each.Model?.Id);
        json.WriteNumber("n_a", each.NA);
        json.WriteNumber("n_b", each.NB);
        foreach (var distance in ComparedNames.Distances) json.Number(distance, each.Value(distance));
        json.Object("quantile_ratio", members =>
        {
            foreach (var quotient in ComparedNames.Quotients) members.Number(quotient, each.Value(quotient));
        });
    }

    private static void WriteShare(Utf8JsonWriter json, ShareDifference share)
    {
        json.WriteString("name", share.Name);
        Write(json, "n_a", share.NA, null);
        Write(json, "n_b", share.NB, null);
        json.Number("js", share.Divergence);
        json.List("top", share.Divergence is null ? [] : share.Keys.Take(MostKeys), (item, key) =>
        {
            item.WriteString("key", key.Key);
            item.WriteNumber("a", key.A);
            item.WriteNumber("b", key.B);
        });
    }

    private static void Write(Utf8JsonWriter json, string name, Int128? whole, double? number)
    {
        if (whole is not { } exact)
        {
            json.Number(name, number);
            return;
        }

        json.WritePropertyName(name);
        json.WriteRawValue(exact.ToString(CultureInfo.InvariantCulture));
    }

    private static ComparedDifference Furthest(DistributionDifference each)
    {
        var apart = each.Apart!;
        var index = Enumerable.Range(0, ComparedNames.Quotients.Count).MaxBy(i => Fold(apart.A[i], apart.B[i]));
        return new ComparedDifference(
            each.Name, each.Model?.Name, ComparedNames.Quotients[index], apart.A[index], apart.B[index], apart.Ks, IsShare: false);
    }

    // How many times one is the other; 0 and another number are further apart than any two.
    private static double Fold(double a, double b) => a == b ? 0 : a == 0 || b == 0 ? double.MaxValue : Math.Abs(Math.Log(b / a));
}
