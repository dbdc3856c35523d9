using LlmWorkload.Hosting;
using LlmWorkload.Output;

namespace LlmWorkload.Forwarding;

/// <summary>
/// Answers of commands that ask, kept as text in the state folder for as long as nothing is written to it: to give one again needs no silo.
/// An answer belongs to a state if the folder had that state before the command and has it behind it, and to a build of the program.
/// </summary>
internal static class KeptAnswers
{
    private const int Done = 0;
    private const int Failed = 1;

    /// <summary>Gives the answer of a command again, or has it run, and keeps what it answers.</summary>
    /// <param name="arguments">What stands after the program's name.</param>
    /// <param name="output">For results.</param>
    /// <param name="error">For notes.</param>
    /// <param name="run">Runs it.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(
        string[] arguments, TextWriter output, TextWriter error, Func<TextWriter, TextWriter, Task<int>> run)
    {
        // Silos change while the state does not.
        if (ForwardedCommand.Of(arguments, out var state) is null || arguments is ["query", "cluster", ..]
            || EmbeddedCluster.StampOf(state) is not { } stamp)
            return await run(output, error);
        var file = new AnswerFile(EmbeddedCluster.AnswersOf(state), stamp);
        if (file.Find(arguments) is { } known) return Print(known, output, error);
        using var said = new RecordingWriter(output, AnswerFile.MostCharacters);
        using var noted = new RecordingWriter(error, AnswerFile.MostCharacters);
        var exitCode = await run(said, noted);
        if (exitCode == Done && said.Text is { } result && noted.Text is { } notes && EmbeddedCluster.StampOf(state) == stamp)
            await file.KeepAsync(new Answer(arguments, result, notes));
        return exitCode;
    }

    // Fails as the command would.
    private static int Print(Answer answer, TextWriter output, TextWriter error)
    {
        try
        {
            error.Write(answer.Notes);
            output.Write(answer.Output);
        }
        catch (IOException gone) when (BrokenPipe.Is(gone))
        {
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"llmwl: {Printable.Lines(unwritable.Message)}");
            return Failed;
        }

        return Done;
    }
}

/// <summary>What a command has said.</summary>
/// <param name="Arguments">What stands after the program's name.</param>
/// <param name="Output">Its results.</param>
/// <param name="Notes">What it noted beside.</param>
internal sealed record Answer(string[] Arguments, string Output, string Notes);
