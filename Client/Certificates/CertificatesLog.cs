using System.Net;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Certificates;

/// <summary>What is logged of certificates. No key is.</summary>
internal static partial class CertificatesLog
{
    [LoggerMessage(EventId = 210, Level = LogLevel.Information, Message = "Took the new files of {Settings}")]
    public static partial void Renewed(ILogger logger, string settings);

    [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "New files are not taken, and the last ones stay: {Reason}")]
    public static partial void NotRenewed(ILogger logger, string reason);

    [LoggerMessage(EventId = 212, Level = LogLevel.Warning, Message = "The connection to the silo at {Silo} was given up: {Reason}")]
    public static partial void GivenUp(ILogger logger, EndPoint? silo, string reason);
}
