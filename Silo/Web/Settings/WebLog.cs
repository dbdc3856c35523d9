using Microsoft.Extensions.Logging;

namespace LlmWorkload.Web;

/// <summary>What is logged of HTTP. No path and no query is: they can have ids of users.</summary>
internal static partial class WebLog
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "Serving HTTP at {Address}")]
    public static partial void Serving(ILogger logger, string address);

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "A request failed")]
    public static partial void Failed(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 102, Level = LogLevel.Error, Message = "A job failed")]
    public static partial void JobFailed(ILogger logger, Exception failure);
}
