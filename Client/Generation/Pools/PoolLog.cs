using System.Globalization;

namespace LlmWorkload.Generation;

/// <summary>
/// Writes a log of the requests that the clients of a pool send. In each window a client sends as many requests as its rate says. The times
/// between them are drawn from the window's law; where they come to less than the window, the first one is anywhere, and where they come to
/// more, they are shortened alike. Tokens come from the client's latest distribution. The same pool and seed give the same bytes on any
/// machine; one window of all clients is in memory at a time.
/// </summary>
/// <param name="pool">The pool.</param>
/// <param name="seed">The seed of every random choice.</param>
/// <param name="start">When the pool's time begins (UTC).</param>
/// <param name="cell">A text as a field of CSV.</param>
/// <param name="days">Windows that begin so many days after that, or later, are left out; null for none.</param>
internal sealed class PoolLog(ClientPool pool, ulong seed, DateTime start, Converter<string, byte[]> cell, double? days = null)
{
    private const double MicrosPerSecond = 1e6;
    private const double Rounding = 1e-6;
    private const double MostOfWindow = 1e8;
    private const double SecondsPerDay = 86_400;
    private const double LongestGap = 1e12;

    private readonly List<Arrival> _arrivals = [];
    private readonly Source[] _sources = [.. pool.Clients.Select(client => new Source(client, seed, cell(client.User)))];

    /// <summary>The rows that were written.</summary>
    public long Rows { get; private set; }

    /// <summary>The windows that were left out, since their client has no tokens before them.</summary>
    public long WithoutTokens { get; private set; }

    private static ReadOnlySpan<byte> Header => "chute_id,user_id,started_at,input_tokens,output_tokens"u8;

    /// <summary>Writes the header and the rows, by start.</summary>
    /// <param name="output">Gets UTF-8 text with LF line ends; it is left open.</param>
    /// <param name="progress">Is told the share of the windows that are done.</param>
    /// <param name="ct">Stops between windows.</param>
    /// <exception cref="WorkloadException">The pool's time ends after the year 9999.</exception>
    public void Write(Stream output, Action<double>? progress = null, CancellationToken ct = default)
    {
        var windows = pool.Starts.TakeWhile(second => !(second >= days * SecondsPerDay)).Count();
        if (pool.End > (DateTime.MaxValue - start).TotalSeconds)
            throw PoolFault.Of($"--from-pool: the last window begins at {InvariantText.Whole(pool.Starts[^1])} s, after the year 9999.");
        var writer = new RowWriter(output);
        var model = cell(pool.Name);
        writer.Text(Header);
        writer.EndRow();
        for (var window = 0; window < windows; window++)
        {
            ct.ThrowIfCancellationRequested();
            _arrivals.Clear();
            for (var source = 0; source < _sources.Length; source++) Draw(source, window);
            _arrivals.Sort();
            foreach (var arrival in _arrivals) WriteRow(writer, model, arrival);
            Rows += _arrivals.Count;
            progress?.Invoke((window + 1.0) / windows);
        }

        writer.Flush();
    }

    private void WriteRow(RowWriter writer, byte[] model, Arrival arrival)
    {
        writer.Text(model);
        writer.Comma();
        writer.Text(_sources[arrival.Source].User);
        writer.Comma();
        writer.Timestamp(arrival.Micros);
        writer.Comma();
        writer.Number(arrival.Input);
        writer.Comma();
        writer.Number(arrival.Output);
        writer.EndRow();
    }

    private void Draw(int number, int window)
    {
        var source = _sources[number];
        if (source.Next(window) is not { } law) return;
        if (source.TokensAt(pool.Starts[window]) is not { } tokens)
        {
            WithoutTokens++;
            return;
        }

        var seconds = pool.SecondsOf(window);
        var begins = (start.Ticks / TimeSpan.TicksPerMicrosecond) + (long)(pool.Starts[window] * MicrosPerSecond);
        var last = begins + (long)(seconds * MicrosPerSecond) - 1;
        foreach (var at in Offsets(source.Random, law, seconds))
        {
            var (input, output) = tokens.Draw(source.Random);
            _arrivals.Add(new Arrival(Math.Min(begins + (long)(at * MicrosPerSecond), last), number, _arrivals.Count, input, output));
        }
    }

    // The seconds of each request from the window's begin, ascending.
    private static double[] Offsets(RandomSource random, TraceWindow law, double seconds)
    {
        // A rate is a count by the window, mostly; the rest of another one is the chance of a request more.
        var expected = law.Rate * seconds;
        if (expected > MostOfWindow)
        {
            throw PoolFault.Of(string.Create(
                CultureInfo.InvariantCulture, $"A window of {seconds} s at {law.Rate} requests a second has more than {MostOfWindow:0}."));
        }

        var whole = Math.Floor(expected + Rounding);
        var offsets = new double[(int)whole + (random.NextUnit() < expected - whole ? 1 : 0)];
        if (offsets.Length == 0) return offsets;
        for (var i = 1; i < offsets.Length; i++)
        {
            var gap = law.IsWeibull ? random.NextWeibull(law.Shape) : random.NextGamma(law.Shape);
            offsets[i] = offsets[i - 1] + Math.Min(gap * law.Scale, LongestGap);
        }

        var (length, first, part) = (offsets[^1], random.NextUnit(), seconds / offsets.Length);
        var isLong = !(length < seconds);
        var scale = isLong ? (seconds - part) / length : 1;
        var begin = first * (isLong ? part : seconds - length);
        for (var i = 0; i < offsets.Length; i++) offsets[i] = begin + (offsets[i] * scale);
        return offsets;
    }

    /// <summary>A request. Those of one instant come by client, and as they were drawn.</summary>
    private readonly record struct Arrival(long Micros, int Source, int Drawn, long Input, long Output) : IComparable<Arrival>
    {
        public int CompareTo(Arrival other) => (Micros, Source, Drawn).CompareTo((other.Micros, other.Source, other.Drawn));
    }

    /// <summary>A client, where it is in time, and its own source of chance: no other client moves its requests.</summary>
    private sealed class Source(SimulatedClient client, ulong seed, byte[] user)
    {
        private int _window;
        private int _tokens = -1;

        public byte[] User => user;

        public RandomSource Random { get; } = new(RandomSource.Mix(RandomSource.Mix(seed) ^ (ulong)client.Number));

        public TraceWindow? Next(int window) =>
            _window < client.Windows.Count && client.Windows[_window].Number == window ? client.Windows[_window++] : null;

        // The latest that begins then or before.
        public PoolRequestTokens? TokensAt(long second)
        {
            while (_tokens + 1 < client.Tokens.Count && client.Tokens[_tokens + 1].Start <= second) _tokens++;
            return _tokens < 0 ? null : client.Tokens[_tokens];
        }
    }
}
