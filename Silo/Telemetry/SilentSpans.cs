using System.Diagnostics;
using OpenTelemetry;

namespace LlmWorkload.Telemetry;

/// <summary>
/// Takes from spans all that may tell of a user: keys of grains have ids of users in them, and so have messages of failures.
/// </summary>
internal sealed class SilentSpans : BaseProcessor<Activity>
{
    /// <summary>The tag of the status of an answer.</summary>
    public const string StatusTag = "http.response.status_code";

    private static readonly HashSet<string> Kept = ["rpc.system", "rpc.service", "rpc.method", "exception.type", StatusTag];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.ToList())
        {
            if (!Kept.Contains(name)) data.SetTag(name, null);
        }

        if (data.Status == ActivityStatusCode.Error) data.SetStatus(ActivityStatusCode.Error);
    }
}
