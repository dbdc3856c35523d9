namespace LlmWorkload.Telemetry;

/// <summary>Where measurements and traces are sent: the <c>Otlp</c> section of the configuration.</summary>
internal sealed class OtlpOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Otlp";

    /// <summary>The protocol in which a call is one of gRPC.</summary>
    public const string Grpc = "grpc";

    /// <summary>The protocol in which a call is a POST.</summary>
    public const string Http = "http";

    /// <summary>The address of a collector, such as <c>http://127.0.0.1:4317</c>; empty where nothing is sent.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary><see cref="Grpc"/> or <see cref="Http"/>.</summary>
    public string Protocol { get; set; } = Grpc;
}
