namespace LlmWorkload.Web;

/// <summary>The settings of HTTP.</summary>
/// <param name="Http">Where it is served.</param>
/// <param name="Security">Who may ask.</param>
/// <param name="Ingest">What may be brought in.</param>
internal sealed record WebSettings(HttpOptions Http, SecurityOptions Security, IngestOptions Ingest)
{
    /// <summary>The folder of the silo's state; empty where there is none.</summary>
    public string StateFolder { get; init; } = "";
}
