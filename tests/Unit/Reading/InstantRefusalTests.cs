using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

/// <summary>Instants that an option or a spreadsheet makes mean something else than they say: refused, and what is near them read.</summary>
public sealed class InstantRefusalTests : IDisposable
{
    private static readonly long Origin = new DateTime(2025, 1, 6).Ticks - DateTime.UnixEpoch.Ticks;

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("timestamp,model\n5,m\n2025-01-06T00:00:00Z,m\n", 3)]
    [InlineData("timestamp,model\n1736121600,m\n", 2)]
    [InlineData("timestamp,model\n100000000,m\n", 2)]
    [InlineData("timestamp,model\n20250106,m\n", 2)]
    [InlineData("timestamp,end_time,model\n5,2025-01-06T00:00:00Z,m\n", 2)]
    public void An_origin_of_an_absolute_trace_is_refused(string log, int line)
    {
        var path = _folder.Write("log.csv", log);
        var fault = Assert.Throws<WorkloadException>(() => _folder.ReadAll(path, new ReadingOptions { Origin = Origin }));
        Assert.True(fault.IsInput);
        Assert.StartsWith($"log.csv:{line}: --origin is for traces", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_origin_of_JSON_with_absolute_instants_is_refused() => Assert.Contains("--origin", Assert.Throws<WorkloadException>(
        () => _folder.ReadAll(_folder.Write("log.jsonl", """{"timestamp":1736121600.5,"model":"m"}"""),
            new ReadingOptions { Origin = Origin })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("timestamp,model\n0,m\n99999999.5,m\n")]
    [InlineData("timestamp,model\n,m\n7,m\n")]
    public void An_origin_of_a_relative_trace_is_added(string log)
    {
        var started = _folder.Read(log, new ReadingOptions { Origin = Origin }).Rows[^1].Started;
        Assert.True(started > new DateTime(2025, 1, 6));
    }

    [Theory]
    [InlineData("timestamp,model\n45292.5,m\n45292.75,m\n", "such as 45292.5 for 2024-01-01")]
    [InlineData("timestamp,model\n45292,m\n", "such as 45292 for 2024-01-01")]
    [InlineData("created_at;model\n36526.25;m\n", "such as 36526.25 for 2000-01-01")]
    public void Spreadsheet_serial_days_are_refused_by_name(string log, string words)
    {
        var fault = Assert.Throws<WorkloadException>(() => _folder.ReadAll(_folder.Write("log.csv", log), capacity: 100));
        Assert.True(fault.IsInput);
        Assert.Contains("spreadsheet serial days, " + words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Serial_days_in_JSON_are_refused_too() => Assert.Contains("spreadsheet serial days", Assert.Throws<WorkloadException>(
        () => _folder.ReadAll(_folder.Write("log.jsonl", """{"timestamp":45292.5,"model":"m"}"""))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("timestamp,model\n0,m\n45292.5,m\n")]
    [InlineData("timestamp,model\n45292.5,m\n73051,m\n")]
    [InlineData("timestamp_s,model\n45292.5,m\n")]
    [InlineData("timestamp,model\n1970-01-01T12:34:52Z,m\n")]
    public void Numbers_that_are_no_days_of_this_century_or_have_a_unit_are_read(string log) =>
        Assert.NotEmpty(_folder.ReadAll(_folder.Write("log.csv", log), capacity: 100).Rows);

    [Fact]
    public void Later_rows_of_a_trace_that_counts_from_0_are_no_serial_days()
    {
        var log = _folder.Write("log.csv", "timestamp,model\n0,m\n40000,m\n40001,m\n40002,m\n");
        Assert.Equal(4, _folder.ReadAll(log, capacity: 1).Rows.Count);
    }
}
