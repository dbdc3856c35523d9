using System.Globalization;

namespace LlmWorkload.Generation;

/// <summary>A distribution of whole numbers, as the datasets of a pool have them: a text that is a dict of Python.</summary>
internal sealed class TokenDistribution
{
    // What the reader of the pools of ServeGen lets pass.
    private const double MostError = 1.1e-5;

    private readonly long[] _values;
    private readonly double[] _upTo;

    private TokenDistribution(long[] values, double[] shares)
    {
        Array.Sort(values, shares);
        _values = values;
        _upTo = shares;
        for (var i = 1; i < shares.Length; i++) _upTo[i] += _upTo[i - 1];
    }

    /// <summary>Reads a text such as <c>{224: 0.25, 230: 0.75}</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">Where it stands, for messages.</param>
    /// <returns>Null for an empty dict.</returns>
    /// <exception cref="WorkloadException">It is none; the message says where and what was expected.</exception>
    public static TokenDistribution? Parse(string text, string place)
    {
        var at = Skip(text, 0);
        if (at == text.Length || text[at] != '{') throw Fault(at, "'{'");
        at = Skip(text, at + 1);
        var (values, shares) = (new List<long>(), new List<double>());
        while (at < text.Length && text[at] != '}')
        {
            values.Add(Value(Word(':')));
            shares.Add(Share(Word(',', '}')));
            if (text[at] == ',') at = Skip(text, at + 1);
        }

        if (at == text.Length) throw Fault(at, "'}'");
        if (Skip(text, at + 1) is var rest && rest < text.Length) throw Fault(rest, "the end of the text");
        if (values.Count == 0) return null;
        var sum = shares.Sum();
        if (!(Math.Abs(sum - 1) <= MostError))
            throw PoolFault.Of($"{place}: the sum of the shares", sum.ToString(CultureInfo.InvariantCulture), "1");
        return new TokenDistribution([.. values], [.. shares]);

        // The word up to one of the marks; the place is then that of the mark, or behind it for a colon.
        (int At, string Text) Word(params ReadOnlySpan<char> marks)
        {
            var from = at;
            var length = text.AsSpan(at).IndexOfAny(marks);
            if (length < 0) throw Fault(text.Length, marks.Length == 1 ? "':'" : "',' or '}'");
            at += length;
            if (text[at] == ':') at++;
            return (from, text.Substring(from, length).Trim());
        }

        long Value((int At, string Text) word) => long.TryParse(word.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw PoolFault.Of(Place(word.At), word.Text, "a whole number from 0 on");

        double Share((int At, string Text) word) =>
            double.TryParse(word.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 2
                ? share
                : throw PoolFault.Of(Place(word.At), word.Text, "a share from 0 to 1");

        WorkloadException Fault(int position, string expected) =>
            PoolFault.Of(Place(position), position < text.Length ? text[position..] : "the end", expected);

        string Place(int position) => string.Create(CultureInfo.InvariantCulture, $"{place}, character {position + 1}");
    }

    /// <summary>Draws a number.</summary>
    public long Draw(RandomSource random)
    {
        var place = Array.BinarySearch(_upTo, random.NextUnit() * _upTo[^1]);

        // At a border the next number begins; a number without a share is never drawn.
        place = place < 0 ? ~place : place + 1;
        while (place > 0 && place < _upTo.Length && _upTo[place] <= _upTo[place - 1]) place++;
        return _values[Math.Min(place, _values.Length - 1)];
    }

    private static int Skip(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
