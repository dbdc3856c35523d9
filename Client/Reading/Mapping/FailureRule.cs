using System.Text;

namespace LlmWorkload.Reading;

/// <summary>Whether a request failed, and which value says how it ended.</summary>
/// <param name="plan">Where a record has its values.</param>
internal sealed class FailureRule(RecordPlan plan)
{
    private const int FirstFailingStatus = 400;

    private static readonly string[] Failures =
        ["error", "failure", "failed", "timeout", "timed_out", "cancelled", "canceled", "aborted", "abort"];

    private static readonly string[] NoErrors = ["0", "false", "none"];

    private readonly SlotChoice _status = plan[RequestFields.Status];

    /// <summary>Whether the status of a request means that it failed: a number from 400 on, or a word such as <c>error</c>.</summary>
    public static bool IsFailure(ReadOnlySpan<byte> status) =>
        (WholeNumber.TryParse(status, out var code) && code != Missing.Value && code >= FirstFailingStatus) || IsAny(status, Failures);

    /// <summary>Whether the text of an error means that there was none.</summary>
    public static bool IsNoError(ReadOnlySpan<byte> error) => IsAny(error, NoErrors);

    /// <summary>Whether a request failed.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="status">The slot of the text that says how it ended; −1 for none.</param>
    public bool HasFailed<TRecord>(TRecord record, out int status)
        where TRecord : IRecord
    {
        status = -1;
        var failed = false;
        if (!_status.Any && plan.FailedWhere.Count == 0) return false;
        foreach (var slot in _status.Slots)
        {
            var text = record[slot];
            if (MissingMarker.Is(text)) continue;
            var isError = plan.IsError(slot);
            if (isError && IsNoError(text)) continue;
            (status, failed) = (slot, isError || IsFailure(text));
            break;
        }

        for (var i = 0; i < plan.FailedWhere.Count && !failed; i++) failed = IsSo(record, plan.FailedWhere[i]);
        return failed;
    }

    /// <summary>Whether a condition is so.</summary>
    public static bool IsSo<TRecord>(TRecord record, PlannedCondition planned)
        where TRecord : IRecord
    {
        var value = planned.Slot < 0 ? default : record[planned.Slot];
        if (planned.Other >= 0 && MissingMarker.Is(value)) value = record[planned.Other];
        var isMissing = MissingMarker.Is(value);
        return planned.Condition.Kind switch
        {
            ConditionKind.Is => !isMissing && IsAny(value, planned.Condition.Values),
            ConditionKind.IsMissingOr => isMissing || IsAny(value, planned.Condition.Values),
            ConditionKind.IsThere => !isMissing,
            ConditionKind.IsZero => !isMissing && WholeNumber.TryParse(value, out var number) && number == 0,
            _ => !isMissing && !(WholeNumber.TryParse(value, out var code) && code is >= 200 and < 300),
        };
    }

    private static bool IsAny(ReadOnlySpan<byte> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.Length == word.Length && Ascii.EqualsIgnoreCase(text, word)) return true;
        }

        return false;
    }
}
