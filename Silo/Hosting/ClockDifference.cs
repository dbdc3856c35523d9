using System.Globalization;
using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>How far this machine's clock is behind the one of a silo that the table of silos lists.</summary>
/// <param name="Silo">The silo that is furthest ahead.</param>
/// <param name="Behind">By how much at least.</param>
internal sealed record ClockDifference(SiloAddress Silo, TimeSpan Behind)
{
    // The time that Orleans gives a silo to join. A silo that seems to have started earlier than that is given up.
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(5);

    /// <summary>The largest difference; null where no silo is ahead.</summary>
    /// <param name="entries">What the table lists.</param>
    /// <param name="own">This silo.</param>
    /// <param name="now">This machine's time.</param>
    public static ClockDifference? Find(IEnumerable<MembershipEntry> entries, SiloAddress own, DateTime now) => entries
        .Where(entry => !entry.SiloAddress.Equals(own))
        .Select(entry => new ClockDifference(
            entry.SiloAddress, (entry.StartTime > entry.IAmAliveTime ? entry.StartTime : entry.IAmAliveTime) - now))
        .Where(difference => difference.Behind > Least)
        .MaxBy(difference => difference.Behind);

    /// <summary>The difference, what it leads to, and what to do.</summary>
    public string Words =>
        "This machine's clock is "
            + $"{Behind.ToString(Behind.Days > 0 ? @"d' days and 'hh\:mm\:ss" : @"hh\:mm\:ss", CultureInfo.InvariantCulture)} behind the "
            + $"one of the silo at {Silo.Endpoint}, so the table of silos takes this one for long ended. "
        + $"Set the clock. If that silo's clock was wrong, stop all silos and run: llmwl-silo {DatabaseSetup.Argument} "
        + $"{ForgottenSilos.Argument}";
}
