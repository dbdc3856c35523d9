namespace LlmWorkload.Web;

/// <summary>What HTTP may bring into datasets: the <c>Ingest</c> section of the configuration.</summary>
internal sealed class IngestOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Ingest";

    /// <summary>The folder below which files may be named; empty where none may.</summary>
    public string Root { get; set; } = "";

    /// <summary>The longest upload in bytes; 0 for none at all.</summary>
    public long MaxUpload { get; set; } = 1L << 30;

    /// <summary>The folder of uploads while they are ingested; empty for the machine's folder of temporary files.</summary>
    public string UploadFolder { get; set; } = "";
}
