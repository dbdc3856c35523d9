namespace LlmWorkload.Reading.Formats;

/// <summary>Logs whose columns are called as fields are (<see cref="RequestFields"/>).</summary>
internal static class Requests
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } =
        new("requests", LogContainers.Csv | LogContainers.Json | LogContainers.Parquet) { HasRequestNames = true };
}
