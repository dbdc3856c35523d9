using System.Net;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Networking;

/// <summary>What the guards of the ports say.</summary>
internal static partial class NetworkingLog
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Warning,
        Message = "{Setting}: {TurnedAway} connections were turned away because there are too many, and {Late} were closed because they "
            + "did not go on in time")]
    public static partial void Closed(ILogger logger, string setting, int turnedAway, int late);

    [LoggerMessage(EventId = 201, Level = LogLevel.Warning,
        Message = "{Setting} takes {Connections} connections and not {Wanted}: the process may have {Descriptors} files open (ulimit -n), "
            + "of which the silo and its database need their share")]
    public static partial void Fewer(ILogger logger, string setting, int connections, int wanted, int descriptors);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "{Setting}: a connection from {Address} was refused: {Reason}")]
    public static partial void Refused(ILogger logger, string setting, IPAddress address, string reason);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning,
        Message = "{Setting}: {Connections} more connections were refused, the last one from {Address}: {Reason}")]
    public static partial void RefusedMore(ILogger logger, string setting, int connections, IPAddress address, string reason);
}
