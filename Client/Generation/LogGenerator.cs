namespace LlmWorkload.Generation;

/// <summary>
/// Writes a log of LLM requests that looks like one of a serving platform: a few users and models make most of the requests, each user has
/// favourite models and sends in bursts, days and weeks have a rhythm, inputs have a heavy tail, and some values are missing. Rows are in
/// order of <c>started_at</c>. The same options give the same bytes on any machine; memory does not grow with the rows.
/// </summary>
internal sealed class LogGenerator
{
    private const double ModelExponent = 1.0;
    private const double FavouriteShare = 0.9;
    private const int MostFavourites = 5;
    private const double ParetoShare = 0.02;
    private const double ParetoExponent = 1.3;
    private const double ParetoStart = 6_000;
    private const int MaxInput = 131_072;
    private const int MaxOutput = 32_768;
    private const double TtftMissing = 0.04;
    private const double OutputMissing = 0.02;
    private const double UserMissing = 0.015;
    private const int RowsPerCheck = 4096;

    private readonly GeneratorOptions _options;
    private readonly Zipf _models;
    private readonly GeneratedModel[] _profiles;
    private readonly byte[] _modelIds;
    private readonly ulong _userSeed;

    /// <summary>Creates a generator.</summary>
    /// <exception cref="WorkloadException">An option is out of range; the message names it.</exception>
    public LogGenerator(GeneratorOptions options)
    {
        options.Validate();
        _options = options;
        var random = new RandomSource(options.Seed);
        _userSeed = random.NextBits();
        _models = new Zipf(options.Models, ModelExponent);
        _profiles = new GeneratedModel[options.Models];
        _modelIds = new byte[options.Models * RowWriter.UuidLength];
        for (var model = 0; model < options.Models; model++)
        {
            _profiles[model] = new GeneratedModel(random);
            RowWriter.FormatUuid(random.NextBits(), random.NextBits(), _modelIds.AsSpan(model * RowWriter.UuidLength));
        }
    }

    private static ReadOnlySpan<byte> Header =>
        "invocation_id,chute_id,function_name,user_id,started_at,completed_at,input_tokens,output_tokens,ttft\n"u8;

    /// <summary>Writes the header and the rows. Every call writes the same.</summary>
    /// <param name="output">Gets UTF-8 text with LF line ends; it is left open.</param>
    /// <param name="progress">Is told, now and then and at the end, how many rows have been made.</param>
    /// <param name="ct">Stops between rows.</param>
    public void Write(Stream output, Action<long>? progress = null, CancellationToken ct = default)
    {
        var writer = new RowWriter(output);
        writer.Text(Header);

        // Arrivals have a source of their own: the requests' contents do not move them.
        var random = new RandomSource(RandomSource.Mix(_userSeed ^ 1));
        var operational = DailyRhythm.OperationalMicros(_options.Start, _options.Days * 86_400e6);
        var schedule = new ArrivalSchedule(_options, operational, new RandomSource(RandomSource.Mix(_userSeed ^ 2)));
        var rhythm = new DailyRhythm(_options.Start);

        for (var row = 0L; row < _options.Rows;)
        {
            var arrivals = schedule.NextSlice();
            var sliceStart = schedule.SliceStart;
            foreach (var arrival in arrivals[..(int)Math.Min(arrivals.Length, _options.Rows - row)])
            {
                var started = rhythm.WallMicros(sliceStart + ArrivalSchedule.OffsetOf(arrival));
                WriteRow(writer, random, ArrivalSchedule.UserOf(arrival), started);
                if (++row % RowsPerCheck != 0) continue;

                ct.ThrowIfCancellationRequested();
                progress?.Invoke(row);
            }
        }

        writer.Flush();
        progress?.Invoke(_options.Rows);
    }

    private void WriteRow(RowWriter writer, RandomSource random, int user, long started)
    {
        var traits = RandomSource.Mix(_userSeed + (ulong)user);
        var model = ModelOf(random, traits);
        ref readonly var profile = ref _profiles[model];
        var input = InputOf(random, profile);
        var outputTokens = (int)Math.Min(MaxOutput, 1 + random.NextExponential() * profile.MeanOutput);
        var ttft = (profile.BaseTtft + input * profile.TtftPerInput) * PortableMath.Exp(0.35 * random.NextNormal());
        var duration = ttft + outputTokens * profile.SecondsPerOutput * PortableMath.Exp(0.15 * random.NextNormal());
        var missingOutput = random.NextUnit() < OutputMissing;
        var missingEnd = missingOutput && random.NextUnit() < 0.5;

        writer.Uuid(random.NextBits(), random.NextBits());
        writer.Comma();
        writer.Text(_modelIds.AsSpan(model * RowWriter.UuidLength, RowWriter.UuidLength));
        writer.Comma();
        writer.Text(FunctionOf(random, traits));
        writer.Comma();
        if (random.NextUnit() >= UserMissing) writer.Uuid(traits, RandomSource.Mix(traits));
        writer.Comma();
        writer.Timestamp(started);
        writer.Comma();
        if (!missingEnd) writer.Timestamp(started + Micros(duration));
        writer.Comma();
        writer.Number(input);
        writer.Comma();
        if (!missingOutput) writer.Number(outputTokens);
        writer.Comma();
        if (random.NextUnit() >= TtftMissing) writer.Seconds(Micros(ttft));
        writer.EndRow();
    }

    /// <summary>One of the user's one to five favourites, each half as likely as the one before, or now and then any model.</summary>
    private int ModelOf(RandomSource random, ulong traits)
    {
        if (random.NextUnit() >= FavouriteShare) return _models.RankAt(random.NextUnit());

        var favourites = 1 + (int)(traits % MostFavourites);
        var favourite = Math.Min(favourites - 1, System.Numerics.BitOperations.TrailingZeroCount(random.NextBits()));
        return _models.RankAt(RandomSource.Unit(RandomSource.Mix(traits + (ulong)favourite + 1)));
    }

    private static int InputOf(RandomSource random, in GeneratedModel profile)
    {
        var tokens = random.NextUnit() < ParetoShare
            ? ParetoStart * PortableMath.Pow(random.NextPositiveUnit(), -1 / ParetoExponent)
            : PortableMath.Exp(profile.LogMedianInput + 1.1 * random.NextNormal());
        return (int)Math.Clamp(tokens, 1, MaxInput);
    }

    private static ReadOnlySpan<byte> FunctionOf(RandomSource random, ulong traits)
    {
        // Most users call one way throughout.
        var bits = random.NextBits();
        var choice = bits % 8 == 0 ? bits >> 56 : traits >> 56;
        return choice switch
        {
            < 128 => "chat_stream"u8,
            < 205 => "chat"u8,
            < 236 => "completion_stream"u8,
            _ => "completion"u8,
        };
    }

    private static long Micros(double seconds) => (long)(seconds * 1e6 + 0.5);
}
