using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>Puts the answers of models together in the series of a plan. The order of the models does not matter.</summary>
internal static class SeriesMerge
{
    /// <summary>Fills in requests, sums, models and users.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="answers">The answers, in the order of the catalog's models.</param>
    public static void Counts(SeriesPlan plan, IReadOnlyList<BucketCounts.Answer> answers)
    {
        var buckets = (int)plan.Cells.Frame.Buckets;
        var lastModel = Array.ConvertAll(plan.Lines, _ => Enumerable.Repeat(-1, buckets).ToArray());
        for (var model = 0; model < answers.Count; model++)
        {
            for (var i = 0; i < answers[model].Cells.Length; i++)
            {
                var (group, bucket) = Math.DivRem(answers[model].Cells[i], buckets);
                Add(0, model, i, bucket);
                if (plan.LineOf(model, group) is > 0 and var line) Add(line, model, i, bucket);
            }
        }

        Users(plan, [.. answers.Select(answer => (answer.Cells, answer.Users))]);

        void Add(int place, int model, int i, int bucket)
        {
            var (line, answer) = (plan.Lines[place], answers[model]);
            line.Requests[bucket] += answer.Requests[i];
            line.Failed[bucket] += answer.Failed[i];
            line.Input[bucket] += answer.Input[i];
            line.Output[bucket] += answer.Output[i];
            line.Cached[bucket] += answer.Cached[i];
            line.Cost[bucket] += answer.Cost[i];
            if (lastModel[place][bucket] == model) return;
            lastModel[place][bucket] = model;
            line.Models[bucket]++;
        }
    }

    private static void Users(SeriesPlan plan, (int[] Cells, CellUsers Users)[] answers)
    {
        using var scratch = new Scratch();
        var numbering = new HashNumbering(scratch);
        var runs = new SeriesRuns(plan);
        var members = new int[answers.Length][];
        for (var model = 0; model < answers.Length; model++)
        {
            var (cells, users) = answers[model];
            members[model] = new int[users.Counts.Sum()];
            users.Number(ref numbering, members[model]);
            runs.Add(model, cells, users.Counts);
        }

        var lastBucket = new int[numbering.Count];
        for (var line = 0; line < plan.Lines.Length; line++)
        {
            Array.Fill(lastBucket, -1);
            for (var bucket = 0; bucket < plan.Lines[line].Users.Length; bucket++)
                plan.Lines[line].Users[bucket] = Distinct(members, runs.Of(line, bucket), bucket, lastBucket);
        }
    }

    private static long Distinct(int[][] members, IReadOnlyList<SeriesRuns.Run> runs, int bucket, int[] lastBucket)
    {
        if (runs is [var only]) return only.Count;
        var distinct = 0L;
        foreach (var run in runs)
        {
            foreach (var user in members[run.Model].AsSpan(run.Start, run.Count))
            {
                if (lastBucket[user] == bucket) continue;
                lastBucket[user] = bucket;
                distinct++;
            }
        }

        return distinct;
    }
}
