using System.Text;

namespace LlmWorkload.Reading;

/// <summary>Whether a request failed, and which value says how it ended.</summary>
/// <param name="plan">Where a record has its values.</param>
internal sealed class FailureRule(RecordPlan plan)
{
    private const int FirstFailingStatus = 400;

    private static readonly string[] Failures =
        ["error", "failure", "failed", "timeout", "timed_out", "cancelled", "canceled", "aborted", "abort"];

    private static readonly string[] NoErrors = ["0", "false", "none", "null", "nan", "na", "n/a", "-", "\"\"", "''"];

    private readonly SlotChoice _status = plan[RequestFields.Status];

    /// <summary>Whether the status of a request means that it failed: a number from 400 on, or a word such as <c>error</c>.</summary>
    public static bool IsFailure(ReadOnlySpan<byte> status) =>
        (WholeNumber.TryParse(status, out var code) && code != Missing.Value && code >= FirstFailingStatus) || IsAny(status, Failures);

    /// <summary>
    /// Whether the text of an error means that there was none: <c>0</c>, <c>false</c>, <c>none</c>, a marker of missing values, an empty
    /// JSON value.
    /// </summary>
    public static bool IsNoError(ReadOnlySpan<byte> error)
    {
        error = Trimmed(error);
        if (MissingMarker.Is(error) || IsAny(error, NoErrors)) return true;
        return error is [(byte)'{', .. var members, (byte)'}'] ? Trimmed(members).IsEmpty
            : error is [(byte)'[', .. var elements, (byte)']'] && Trimmed(elements).IsEmpty;
    }

    /// <summary>Whether a request failed.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="status">The slot of the text that says how it ended; −1 for none.</param>
    /// <param name="contrary">Of a request that did not fail, the slot of another text that says that it did; −1 for none.</param>
    public bool HasFailed<TRecord>(TRecord record, out int status, out int contrary)
        where TRecord : IRecord
    {
        (status, contrary) = (-1, -1);
        var failed = false;
        if (!_status.Any && plan.FailedWhere.Count == 0) return false;
        foreach (var slot in _status.Slots)
        {
            var text = record[slot];
            if (MissingMarker.Is(text)) continue;
            var isError = plan.IsError(slot);
            if (isError && IsNoError(text)) continue;
            if (status < 0)
            {
                (status, failed) = (slot, isError || IsFailure(text));
                if (failed) break;
            }
            else if (isError || IsFailure(text))
            {
                contrary = slot;
                break;
            }
        }

        for (var i = 0; i < plan.FailedWhere.Count && !failed; i++) failed = IsSo(record, plan.FailedWhere[i]);
        if (failed) contrary = -1;
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
            ConditionKind.IsError => !IsNoError(value),
            ConditionKind.IsZero => !isMissing && WholeNumber.TryParse(value, out var number) && number == 0,
            _ => !isMissing && !(WholeNumber.TryParse(value, out var code) && code is >= 200 and < 300),
        };
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);

    private static bool IsAny(ReadOnlySpan<byte> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.Length == word.Length && Ascii.EqualsIgnoreCase(text, word)) return true;
        }

        return false;
    }
}
