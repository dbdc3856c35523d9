using Microsoft.Extensions.Logging;

namespace LlmWorkload.Forwarding;

/// <summary>What a silo that takes commands logs.</summary>
internal static partial class ForwardingLog
{
    [LoggerMessage(700, LogLevel.Warning, "Commands cannot be taken at {path}: {why} They start clients of their own")]
    public static partial void NotListening(ILogger log, string path, string why);
}
