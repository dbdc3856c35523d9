namespace LlmWorkload.Comparison;

/// <summary>What gates come to.</summary>
internal static class ComparisonGates
{
    /// <summary>The verdict on each gate. A gate of a statistic alone gives one for each distribution or share that has values.</summary>
    /// <param name="gates">The gates.</param>
    /// <param name="run">The comparison.</param>
    /// <param name="totals">Its totals.</param>
    /// <param name="ignoresMissing">Whether a gate without a value holds.</param>
    public static IReadOnlyList<GateVerdict> Of(
        IReadOnlyList<ComparisonGate> gates, ComparisonRun run, IReadOnlyList<ComparedTotal> totals, bool ignoresMissing)
    {
        return [.. gates.SelectMany(gate => Each(gate, GateKey.Parse(gate.Key)))];

        IEnumerable<GateVerdict> Each(ComparisonGate gate, GateKey key) => key switch
        {
            { Name: { } name } => [Verdict(gate, key.Model, name, key.Statistic)],
            { Statistic: ComparedNames.Divergence } => run.Shares.Where(share => share.NA > 0 || share.NB > 0)
                .Select(share => Verdict(Named(gate, share.Name, key), null, share.Name, key.Statistic)),
            _ => run.Distributions.Where(each => each.Model is null && (each.NA > 0 || each.NB > 0))
                .Select(each => Verdict(Named(gate, each.Name, key), null, each.Name, key.Statistic)),
        };

        GateVerdict Verdict(ComparisonGate gate, string? model, string name, string statistic)
        {
            if (statistic == ComparedNames.Divergence) return Judge(gate, run.Shares.First(share => share.Name == name).Divergence);
            if (statistic == ComparedNames.Ratio)
            {
                var total = totals.First(each => each.Name == name);
                return Judge(gate, total.Ratio) with { A = total.A, B = total.B };
            }

            var of = run.Distributions.FirstOrDefault(each => each.Name == name && IsOf(each, model));
            var values = of?.Values(statistic);
            return Judge(gate, of?.Value(statistic)) with { A = values?.A, B = values?.B };
        }

        GateVerdict Judge(ComparisonGate gate, double? value) => new(gate, value, (value, gate.IsMinimum) switch
        {
            (null, _) => ignoresMissing,
            ({ } number, true) => number >= gate.Limit,
            ({ } number, false) => number <= gate.Limit,
        });
    }

    private static ComparisonGate Named(ComparisonGate gate, string name, GateKey key) =>
        gate with { Key = $"{name}.{key.Statistic}" };

    private static bool IsOf(DistributionDifference difference, string? model) =>
        model is null ? difference.Model is null : difference.Model?.Id == model;
}
