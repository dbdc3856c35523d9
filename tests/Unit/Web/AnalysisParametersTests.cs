using LlmWorkload.Analyses;
using LlmWorkload.Commands;
using LlmWorkload.Web;

namespace LlmWorkload.Tests.Web;

public sealed class AnalysisParametersTests
{
    public static TheoryData<string> Analyses => [.. AnalysisInfo.All.Select(analysis => analysis.Name)];

    [Theory]
    [MemberData(nameof(Analyses))]
    public void The_parameters_of_an_analysis_are_the_options_of_its_command(string name)
    {
        var analysis = AnalysisInfo.Find(name);
        // The table of sessions is a file beside the numbers, and not among them.
        var options = new AnalysisChoice().Of(analysis.Options).Select(option => option.Name.TrimStart('-'))
            .Except(["sessions-csv"]);

        // The models to draw are an option of reading files.
        var models = analysis.Options.HasFlag(AnalysisOption.Models) ? (string[])["models"] : [];
        var own = AnalysisParameters.Of(analysis).Except(ScopeParameters.All).Select(parameter => parameter.Name);

        Assert.Equal(options.Concat(models).Order(StringComparer.Ordinal), own.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_parameters_of_a_scope_are_the_options_of_commands()
    {
        var command = new System.CommandLine.Command("narrowed") { ScopeChoice.Models };
        ScopeChoice.AddTo(command);

        Assert.Equal(
            command.Options.Select(option => option.Name.TrimStart('-')).Order(StringComparer.Ordinal),
            ScopeParameters.All.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
    }
}
