using System.Globalization;

namespace LlmWorkload.Generation;

/// <summary>What a generated log looks like. The same options give the same bytes on any machine.</summary>
internal sealed record GeneratorOptions
{
    /// <summary>The most users a log can have: the arrival schedule keeps 20 bytes for each.</summary>
    public const int MaxUsers = 1 << 24;

    /// <summary>The most models a log can have.</summary>
    public const int MaxModels = 100_000;

    /// <summary>Requests, exactly.</summary>
    public long Rows { get; init; } = 1_000_000;

    /// <summary>Users to draw from; with few rows not every one sends a request.</summary>
    public int Users { get; init; } = 10_000;

    /// <summary>Models to draw from.</summary>
    public int Models { get; init; } = 40;

    /// <summary>
    /// The time the requests are spread over, in days. Arrivals are random, so the last one falls near its end, not at it.
    /// </summary>
    public double Days { get; init; } = 7;

    /// <summary>The seed of every random choice.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether requests have cached tokens, instance, session and status, too.</summary>
    public bool Rich { get; init; }

    /// <summary>When the log begins (UTC).</summary>
    public DateTime Start { get; init; } = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Checks every option.</summary>
    /// <exception cref="WorkloadException">One is out of range; the message names it.</exception>
    public void Validate()
    {
        if (Rows is < 1 or > 1_000_000_000_000) throw Refused("rows", "a whole number from 1 to 1000000000000", Rows);
        if (Users is < 1 or > MaxUsers) throw Refused("users", $"a whole number from 1 to {MaxUsers}", Users);
        if (Models is < 1 or > MaxModels) throw Refused("models", $"a whole number from 1 to {MaxModels}", Models);
        if (!(Days is >= 0.001 and <= 3660)) throw Refused("days", "a number from 0.001 to 3660", Days);
        if (Start.Year is < 1970 or > 2500) throw Refused("start", "an instant from 1970 to 2500", InvariantText.Instant(Start.Ticks)!);
    }

    private static WorkloadException Refused(string option, string expected, object value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"--{option} is '{value}'; expected {expected}.")) { IsInput = true };
}
