using System.CommandLine;
using BenchmarkDotNet.Running;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary><c>micro [BenchmarkDotNet arguments]</c>: every step of the way of a row alone, and the drawing of a figure.</summary>
internal static class MicroCommand
{
    private static readonly string[] Filters = ["-f", "--filter"];

    public static Command Build()
    {
        var command = new Command(
            "micro",
            "Measures reading, encoding, each kernel and drawing alone. Arguments go to BenchmarkDotNet: --filter '*Segment*', --job "
                + "short, --list flat.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(parsed => Run([.. parsed.UnmatchedTokens]));
        return command;
    }

    // In this process: BenchmarkDotNet builds others from a project that is named after its assembly, which this one is not.
    private static int Run(string[] arguments)
    {
        string[] filter = arguments.Intersect(Filters).Any() ? [] : ["--filter", "*"];
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(
            ["--inProcess", .. filter, .. arguments], new MicroConfig());
        return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
    }
}
