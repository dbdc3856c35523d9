using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

/// <summary>Everything a reader gave for one file.</summary>
internal sealed class LogContent
{
    public List<LogRow> Rows { get; } = [];

    public List<RejectedRow> Rejected { get; } = [];

    public List<int> BatchRecords { get; } = [];

    public LogRow Only => Assert.Single(Rows);

    public RejectedRow OnlyRejected => Assert.Single(Rejected);

    public void Add(RequestBatch batch, LogFolder folder)
    {
        for (var i = 0; i < batch.Rows; i++)
        {
            Rows.Add(new LogRow(
                folder.Models.Text(batch.Model[i]),
                batch.User[i] < 0 ? null : folder.Users.Text(batch.User[i]),
                batch.Function[i] < 0 ? null : folder.Functions.Text(batch.Function[i]),
                new DateTime(batch.Started[i], DateTimeKind.Utc),
                OrNull(batch.InputTokens[i]),
                OrNull(batch.OutputTokens[i]),
                OrNull(batch.Ttft[i]),
                OrNull(batch.Duration[i]))
            {
                Failed = batch.Number(RequestFields.Failed)[i] == 1,
            });
        }

        Assert.True(batch.Records - batch.Rows >= batch.RejectedByReason.Values.Sum());
        Rejected.AddRange(batch.Rejected);
        BatchRecords.Add(batch.Records);
    }

    private static long? OrNull(long value) => value == Missing.Value ? null : value;
}
