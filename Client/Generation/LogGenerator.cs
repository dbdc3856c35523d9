namespace LlmWorkload.Generation;

/// <summary>
/// Writes a log of LLM requests that looks like one of a serving platform: a few users and models make most of the requests, each user has
/// favourite models and sends in bursts, days and weeks have a rhythm, inputs have a heavy tail, and some values are missing. Rows are in
/// order of <c>started_at</c>. A rich log has sessions, cached tokens, instances and failures, too. The same options give the same bytes on
/// any machine; memory does not grow with the rows.
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
    private const int InstancePrefix = 8;
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
        "invocation_id,chute_id,function_name,user_id,started_at,completed_at,input_tokens,output_tokens,ttft"u8;

    private static ReadOnlySpan<byte> RichHeader => ",cached_tokens,instance_id,session_id,status,queue_time,cost,label"u8;

    /// <summary>Writes the header and the rows. Every call writes the same.</summary>
    /// <param name="output">Gets UTF-8 text with LF line ends; it is left open.</param>
    /// <param name="progress">Is told, now and then and at the end, how many rows have been made.</param>
    /// <param name="ct">Stops between rows.</param>
    public void Write(Stream output, Action<long>? progress = null, CancellationToken ct = default)
    {
        var writer = new RowWriter(output);
        writer.Text(Header);
        if (_options.Rich) writer.Text(RichHeader);
        writer.EndRow();

        // Arrivals have a source of their own: the requests' contents do not move them.
        var random = new RandomSource(RandomSource.Mix(_userSeed ^ 1));
        var operational = DailyRhythm.OperationalMicros(_options.Start, _options.Days * 86_400e6);
        var schedule = new ArrivalSchedule(_options, operational, new RandomSource(RandomSource.Mix(_userSeed ^ 2)));
        var rhythm = new DailyRhythm(_options.Start);
        var conversations = _options.Rich ? new Conversations(_options.Users, RandomSource.Mix(_userSeed ^ 3)) : null;
        var serving = _options.Rich ? new Serving(_options.Models, RandomSource.Mix(_userSeed ^ 4)) : null;

        for (var row = 0L; row < _options.Rows;)
        {
            var arrivals = schedule.NextSlice();
            var sliceStart = schedule.SliceStart;
            foreach (var arrival in arrivals[..(int)Math.Min(arrivals.Length, _options.Rows - row)])
            {
                var started = rhythm.WallMicros(sliceStart + ArrivalSchedule.OffsetOf(arrival));
                var request = Draw(random, ArrivalSchedule.UserOf(arrival), started);
                conversations?.Enrich(ref request);
                WriteRow(writer, request, serving);
                if (++row % RowsPerCheck != 0) continue;

                ct.ThrowIfCancellationRequested();
                progress?.Invoke(row);
            }
        }

        writer.Flush();
        progress?.Invoke(_options.Rows);
    }

    // The order of the draws is fixed: another one gives other bytes.
    private GeneratedRequest Draw(RandomSource random, int user, long started)
    {
        var traits = RandomSource.Mix(_userSeed + (ulong)user);
        var model = ModelOf(random, traits);
        ref readonly var profile = ref _profiles[model];
        var input = InputOf(random, profile);
        var output = (int)Math.Min(MaxOutput, 1 + random.NextExponential() * profile.MeanOutput);
        var ttftNoise = PortableMath.Exp(0.35 * random.NextNormal());
        var outputNoise = PortableMath.Exp(0.15 * random.NextNormal());
        var missesOutput = random.NextUnit() < OutputMissing;
        return new GeneratedRequest
        {
            User = user,
            Traits = traits,
            Model = model,
            Started = started,
            Input = input,
            Output = output,
            TtftNoise = ttftNoise,
            OutputNoise = outputNoise,
            MissesOutput = missesOutput,
            MissesEnd = missesOutput && random.NextUnit() < 0.5,
            Id = (random.NextBits(), random.NextBits()),
            Function = FunctionOf(random, traits),
            MissesUser = random.NextUnit() < UserMissing,
            MissesTtft = random.NextUnit() < TtftMissing,
        };
    }

    private void WriteRow(RowWriter writer, in GeneratedRequest request, Serving? serving)
    {
        ref readonly var profile = ref _profiles[request.Model];
        var ttft = (profile.BaseTtft + (request.Input - request.Cached) * profile.TtftPerInput) * request.TtftNoise;
        var duration = request.GivenUpAfter ?? ttft + request.Output * profile.SecondsPerOutput * request.OutputNoise;
        var modelId = _modelIds.AsSpan(request.Model * RowWriter.UuidLength, RowWriter.UuidLength);

        writer.Uuid(request.Id.High, request.Id.Low);
        writer.Comma();
        writer.Text(modelId);
        writer.Comma();
        writer.Text(NameOf(request.Function));
        writer.Comma();
        if (!request.MissesUser) writer.Uuid(request.Traits, RandomSource.Mix(request.Traits));
        writer.Comma();
        writer.Timestamp(request.Started);
        writer.Comma();
        if (!request.MissesEnd) writer.Timestamp(request.Started + Micros(duration));
        writer.Comma();
        writer.Number(request.Input);
        writer.Comma();
        if (!request.MissesOutput) writer.Number(request.Output);
        writer.Comma();
        if (!request.MissesTtft) writer.Seconds(Micros(ttft));
        if (serving is not null)
        {
            WriteRich(writer, request, modelId);
            WriteServing(writer, request, serving, ttft);
        }

        writer.EndRow();
    }

    /// <summary>The names of the models, as a file that <c>--models</c> takes.</summary>
    public byte[] Names() => JsonText.Object(json => json.List("items", Enumerable.Range(0, _options.Models), (item, model) =>
    {
        item.WriteString("chute_id", _modelIds.AsSpan(model * RowWriter.UuidLength, RowWriter.UuidLength));
        item.WriteString("name", InventedNames.Of(model));
    }));

    private static void WriteRich(RowWriter writer, in GeneratedRequest request, ReadOnlySpan<byte> modelId)
    {
        writer.Comma();
        writer.Number(request.Cached);
        writer.Comma();
        writer.Text(modelId[..InstancePrefix]);
        writer.Text("-"u8);
        writer.Number(request.Replica);
        writer.Comma();
        if (request.Session is { } session) writer.Uuid(session.High, session.Low);
        writer.Comma();
        writer.Text(request.Status switch
        {
            GeneratedStatus.Ok => "ok"u8,
            GeneratedStatus.Error => "error"u8,
            _ => "timeout"u8,
        });
    }

    private static void WriteServing(RowWriter writer, in GeneratedRequest request, Serving serving, double ttft)
    {
        writer.Comma();
        writer.Seconds(Micros(serving.QueueTime(ttft)));
        writer.Comma();
        writer.Dollars(serving.Cost(request));
        writer.Comma();
        if (Serving.TeamOf(request.Traits) is > 0 and var team)
        {
            writer.Text("team-"u8);
            writer.Number(team);
        }
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

    private static GeneratedFunction FunctionOf(RandomSource random, ulong traits)
    {
        // Most users call one way throughout.
        var bits = random.NextBits();
        var choice = bits % 8 == 0 ? bits >> 56 : traits >> 56;
        return choice switch
        {
            < 128 => GeneratedFunction.ChatStream,
            < 205 => GeneratedFunction.Chat,
            < 236 => GeneratedFunction.CompletionStream,
            _ => GeneratedFunction.Completion,
        };
    }

    private static ReadOnlySpan<byte> NameOf(GeneratedFunction function) => function switch
    {
        GeneratedFunction.ChatStream => "chat_stream"u8,
        GeneratedFunction.Chat => "chat"u8,
        GeneratedFunction.CompletionStream => "completion_stream"u8,
        _ => "completion"u8,
    };

    private static long Micros(double seconds) => (long)(seconds * 1e6 + 0.5);
}
