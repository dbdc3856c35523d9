using System.Net;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Hosting;

/// <summary>What the silo says of itself.</summary>
internal static partial class SiloLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information,
        Message = "Ready for clients at {Gateway}, clustering with {Clustering}, storing with {Storage}")]
    public static partial void Ready(ILogger logger, IPEndPoint gateway, string clustering, string storage);
}
