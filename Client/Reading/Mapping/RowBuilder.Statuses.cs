using System.Text;

namespace LlmWorkload.Reading;

/// <content>What the statuses of rows tell of how they are meant.</content>
internal sealed partial class RowBuilder
{
    // More texts of a batch would fill the page.
    private const int MostTexts = 3;

    private int[] _successes = [];

    // The first of a batch stands for all.
    private void SignContrary(RequestBatch batch, ReadOnlySpan<byte> error)
    {
        batch.Sign(RowSigns.SuccessWithError, 1);
        if (!_isContrary) batch.Sign(RowSigns.TextOf(RowSigns.SuccessWithError, Encoding.UTF8.GetString(error)), 1);
        _isContrary = true;
    }

    private void SignStatuses(RequestBatch batch)
    {
        if (!_mayHaveText[StatusAt]) return;
        var (table, statuses, failed) = (_tables[StatusAt], batch.Text(StatusAt), batch.Number(FailedAt));
        if (_successes.Length < table.Count) _successes = new int[Math.Max(table.Count, _successes.Length * 2)];
        var counts = _successes.AsSpan(0, table.Count);
        counts.Clear();
        for (var row = 0; row < batch.Rows; row++)
        {
            if (statuses[row] >= 0 && failed[row] == Missing.Value) counts[statuses[row]]++;
        }

        var found = new Dictionary<string, long>();
        for (var index = 0; index < counts.Length; index++)
        {
            if (counts[index] == 0) continue;
            var text = table.Text(index);
            if (!EndingWords.LookLikeFailure(text)) continue;
            batch.Sign(RowSigns.StatusLikeFailure, counts[index]);
            var name = RowSigns.TextOf(RowSigns.StatusLikeFailure, text);
            found[name] = found.GetValueOrDefault(name) + counts[index];
        }

        foreach (var (name, count) in found.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal)
            .Take(MostTexts))
            batch.Sign(name, count);
    }
}
