using Microsoft.Extensions.Logging;

namespace LlmWorkload.Hosting;

/// <summary>What the silo says of itself.</summary>
internal static partial class SiloLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Ready for clients at {Gateway}, storing with {Provider} in {Folder}")]
    public static partial void Ready(ILogger logger, string gateway, string provider, string folder);
}
