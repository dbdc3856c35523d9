namespace LlmWorkload.Generation;

/// <summary>
/// Makes turns of conversations of requests: a turn's input is what was said before and something new, and what was said before comes from
/// the cache of the instance that has the session. A few requests fail. It has a random source of its own, so that who asks when, and which
/// model, is the same as without it.
/// </summary>
/// <param name="users">Number of users; 32 bytes are kept for each.</param>
/// <param name="seed">The seed of its random choices.</param>
internal sealed class Conversations(int users, ulong seed)
{
    private const double GoesOn = 0.85;
    private const long LongestPause = 30 * 60 * 1_000_000L;
    private const long KeptInCache = 10 * 60 * 1_000_000L;
    private const double FoundSoon = 0.95;
    private const double FoundLate = 0.4;
    private const int CacheBlock = 16;
    private const int MostContext = 100_000;
    private const int NewShare = 4;
    private const double Failing = 0.015;
    private const double TimingOut = 0.3;
    private const double SecondsUntilTimeout = 60;
    private const int MostReplicas = 8;

    private readonly RandomSource _random = new(seed);
    private readonly Conversation[] _last = new Conversation[users];

    /// <summary>Gives a request what it has as a part of a conversation. Requests come in the order of time.</summary>
    public void Enrich(ref GeneratedRequest request)
    {
        if (request.Function is GeneratedFunction.Chat or GeneratedFunction.ChatStream) TakeTurn(ref request);
        else request.Replica = (int)(_random.NextBits() % (ulong)Replicas(request.Model));
        if (_random.NextUnit() < Failing) Fail(ref request);
    }

    private void TakeTurn(ref GeneratedRequest request)
    {
        ref var last = ref _last[request.User];
        var pause = request.Started - last.Asked;
        var fresh = 1 + (request.Input / NewShare);
        var goesOn = _random.NextUnit() < GoesOn;
        var isFound = _random.NextUnit() < (pause < KeptInCache ? FoundSoon : FoundLate);
        if (goesOn && last.Number > 0 && last.Model == request.Model && pause < LongestPause && last.Context + fresh <= MostContext)
        {
            request.Input = last.Context + fresh;
            if (isFound) request.Cached = last.Context / CacheBlock * CacheBlock;
        }
        else
        {
            (last.Number, last.Model) = (last.Number + 1, request.Model);
        }

        var bits = RandomSource.Mix(request.Traits + ((ulong)last.Number << 24));
        request.Session = (bits, RandomSource.Mix(bits ^ seed));
        request.Replica = (int)(bits % (ulong)Replicas(request.Model));
        (last.Asked, last.Context) = (request.Started, request.Input + request.Output);
    }

    // What failed is not part of what was said.
    private void Fail(ref GeneratedRequest request)
    {
        if (request.Session is not null) _last[request.User].Context = request.Input;
        request.Status = _random.NextUnit() < TimingOut ? GeneratedStatus.Timeout : GeneratedStatus.Error;
        request.MissesTtft = true;
        request.MissesOutput |= _random.NextUnit() < 0.5;
        request.Output = 0;
        if (request.Status == GeneratedStatus.Timeout) request.GivenUpAfter = SecondsUntilTimeout;
    }

    // The models that are asked most have most replicas.
    private static int Replicas(int rank) => Math.Max(1, MostReplicas / (rank + 1));

    private struct Conversation
    {
        public long Asked;
        public int Number;
        public int Model;
        public int Context;
    }
}
