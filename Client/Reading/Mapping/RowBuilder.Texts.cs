using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;

namespace LlmWorkload.Reading;

/// <content>The texts of a row.</content>
internal sealed partial class RowBuilder
{
    private static ReadOnlySpan<byte> StatusOfFailed => "error"u8;

    private byte[] _scratch = new byte[256];

    /// <summary>The text of the first slot in which it is not missing. In quotes, only an empty text is missing.</summary>
    private static bool TryText<TRecord>(TRecord record, ref TextColumn column, out int slot)
        where TRecord : IRecord
    {
        slot = column.Choice.First;
        if (slot < 0) return false;
        if (IsThere(record, slot)) return true;
        foreach (var (other, _) in column.Choice.Others)
        {
            slot = other;
            if (IsThere(record, slot)) return true;
        }

        return false;
    }

    private static bool IsThere<TRecord>(TRecord record, int slot)
        where TRecord : IRecord
    {
        var text = record[slot];
        return !text.IsEmpty && (!MissingMarker.Is(text) || record.IsText(slot));
    }

    private bool TryIntern<TRecord>(
        TRecord record, RequestBatch batch, int row, int status, bool hasFailed, [NotNullWhen(false)] out RejectReason? reason)
        where TRecord : IRecord
    {
        // Only what is new can be wrong: a text that is found was checked when it was added. What is new is added when all of it is right.
        var isNew = 0UL;
        for (var i = 0; i < _texts.Length; i++)
        {
            if (!_mayHaveText[i]) continue;
            var text = TextOf(record, i, status, hasFailed);
            if (text.IsEmpty)
            {
                batch.Text(i)[row] = -1;
                continue;
            }

            var index = _tables[i].Find(text);
            batch.Text(i)[row] = index;
            if (index >= 0) continue;
            isNew |= 1UL << i;
            if (!IsText(text, out reason)) return false;
        }

        for (var i = 0; isNew != 0; i++, isNew >>= 1)
        {
            if ((isNew & 1) != 0) batch.Text(i)[row] = _tables[i].Intern(TextOf(record, i, status, hasFailed));
        }

        reason = null;
        return true;
    }

    private ReadOnlySpan<byte> TextOf<TRecord>(TRecord record, int text, int status, bool hasFailed)
        where TRecord : IRecord
    {
        if (text == StatusAt) return status >= 0 ? record[status] : hasFailed ? StatusOfFailed : [];
        if (text == SessionAt && _chain is not null) return _chain.RootOf(record);
        if (!TryText(record, ref _texts[text], out var slot))
            return _texts[text].Constant is { Length: > 0 } constant ? constant : text == ModelAt ? _namedModel : [];
        return text == UserAt && _plan.Round.Any ? WithRound(record, record[slot]) : record[slot];
    }

    private ReadOnlySpan<byte> WithRound<TRecord>(TRecord record, ReadOnlySpan<byte> user)
        where TRecord : IRecord
    {
        var round = record[_plan.Round.First];
        if (MissingMarker.Is(round) && !record.IsText(_plan.Round.First)) round = [];
        if (_scratch.Length < user.Length + round.Length + 1) _scratch = new byte[(user.Length + round.Length + 1) * 2];
        user.CopyTo(_scratch);
        _scratch[user.Length] = (byte)'@';
        round.CopyTo(_scratch.AsSpan(user.Length + 1));
        return _scratch.AsSpan(0, user.Length + 1 + round.Length);
    }

    private static bool IsText(ReadOnlySpan<byte> text, [NotNullWhen(false)] out RejectReason? reason)
    {
        reason = !Utf8.IsValid(text) ? RejectReason.InvalidUtf8 : text.Contains((byte)0) ? RejectReason.NulCharacter : null;
        return reason is null;
    }

    /// <summary>A field of texts.</summary>
    /// <param name="Choice">Where a record has it.</param>
    /// <param name="Constant">What it is where a record does not have it.</param>
    private readonly record struct TextColumn(SlotChoice Choice, byte[] Constant);
}
