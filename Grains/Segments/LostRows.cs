namespace LlmWorkload.Segments;

/// <summary>The failure of a grain whose rows are not all in storage.</summary>
internal static class LostRows
{
    /// <summary>The failure of a question to the grain.</summary>
    /// <param name="owner">The grain.</param>
    /// <param name="held">What it must hold.</param>
    /// <param name="found">What storage has of that.</param>
    public static WorkloadException Of(GrainId owner, SegmentCount held, SegmentCount found)
    {
        var (rows, member) = GrainKeys.Split(owner.Key.ToString()!);
        var dataset = rows.Contains('@') ? GrainKeys.DatasetOf(rows) : rows;
        return new WorkloadException(
            $"The dataset '{dataset}' has lost rows: storage has {Text(found)} of {Describe(owner, member)} and must have "
                + $"{Text(held)}.")
        { Remedy = Remedy.Reload };
    }

    private static string Text(SegmentCount count) => $"{count.Rows:N0} rows in {count.Segments:N0} segments";

    private static string Describe(GrainId owner, string member) => owner.Key.ToString()![0] switch
    {
        'b' => $"bucket {member.TrimStart('0').PadLeft(1, '0')} of models",
        'p' => $"user partition {member.TrimStart('0').PadLeft(1, '0')}",
        's' when member.LastIndexOf('/') is var slash =>
            $"part {member[(slash + 1)..].TrimStart('0').PadLeft(1, '0')} of the model '{member[..slash]}'",
        _ => $"the model '{member}'",
    };
}
