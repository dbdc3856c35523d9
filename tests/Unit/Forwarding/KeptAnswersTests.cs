using System.Diagnostics;
using System.Net;
using CsCheck;
using LlmWorkload.Forwarding;
using LlmWorkload.Storage;
using LlmWorkload.Tests.Storage;
using Orleans.Runtime;

namespace LlmWorkload.Tests.Forwarding;

/// <summary>What is given again is what the command would say now.</summary>
public sealed class KeptAnswersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string State => _folder.At("state");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_answer_is_given_again_without_running_the_command()
    {
        await WriteAsync("a", 1);
        var runs = 0;
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((0, "result\nof two lines\n", "note\n"), await AskAsync(["query", "models"], (output, error) =>
            {
                runs++;
                error.Write("note\n");
                output.Write("result\n");
                output.WriteLine("of two lines");
                return Task.FromResult(0);
            }));
        }

        Assert.Equal(1, runs);
    }

    [Fact]
    public Task Answers_are_those_of_the_state_whatever_is_written_and_asked_before() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2]).Array[1, 14].SampleAsync(async steps =>
        {
            var state = _folder.At(Guid.NewGuid().ToString("N"));
            await WriteAsync("first", 0, state);
            var (value, records) = (0, new HashSet<string>());
            foreach (var (step, which) in steps)
            {
                switch (step)
                {
                    case 0:
                        await WriteAsync($"record-{which}", ++value, state);
                        records.Add($"record-{which}");
                        break;
                    case 1:
                        await ClearAsync($"record-{which}", state);
                        if (records.Remove($"record-{which}")) value += 100;
                        break;
                    default:
                        // Some commands write what they have computed; the state of which they tell is the one before.
                        var said = await AskAsync(["query", $"q{which}", "--state", state], async (output, _) =>
                        {
                            output.Write($"{which} of {value}");
                            if (step == 2) await WriteAsync("computed", value, state);
                            return 0;
                        });
                        Assert.Equal((0, $"{which} of {value}", ""), said);
                        break;
                }
            }
        }, iter: 40);

    [Theory]
    [InlineData("query", "cluster")]
    [InlineData("datasets", "drop", "d")]
    [InlineData("query", "models", "--storage", "Memory")]
    public async Task What_changes_or_may_change_is_run_each_time(params string[] arguments)
    {
        await WriteAsync("a", 1);
        for (var i = 0; i < 2; i++)
            Assert.Equal((0, $"run {i}", ""), await AskAsync(arguments, (output, _) => Say(output, $"run {i}", 0)));
    }

    [Fact]
    public async Task Where_a_silo_takes_clients_it_is_asked()
    {
        await WriteAsync("a", 1);
        await AskAsync(["query", "models"], (output, _) => Say(output, "kept", 0));
        new RunningSilo(new IPEndPoint(IPAddress.Loopback, 1), "cluster").Announce(State);

        Assert.Equal("of the silo", (await AskAsync(["query", "models"], (output, _) => Say(output, "of the silo", 0))).Output);
        RunningSilo.Withdraw(State);
        Assert.Equal("kept", (await AskAsync(["query", "models"], (output, _) => Say(output, "", 0))).Output);
    }

    [Fact]
    public async Task Where_much_was_written_last_the_state_is_opened_once_before_answers_are_kept()
    {
        using (var storage = RocksDbGrainStorageTests.Opened(State))
            await storage.WriteStateAsync("state", GrainId.Create("model", "a"), new GrainState<byte[]>(new byte[6 << 20]));
        Assert.Null(StatePeek.Stamp(State));
        RocksDbGrainStorageTests.Opened(State).Dispose();
        Assert.NotNull(StatePeek.Stamp(State));
    }

    [Fact]
    public async Task Where_the_state_is_damaged_the_command_is_run()
    {
        await WriteAsync("a", 1);
        RocksDbGrainStorageTests.Opened(State).Dispose();
        foreach (var table in Directory.GetFiles(State, "*.sst"))
        {
            var bytes = File.ReadAllBytes(table);
            for (var i = 0; i < 20; i++) bytes[i] ^= 0x5A;
            File.WriteAllBytes(table, bytes);
        }

        Assert.Equal((1, "damaged", ""), await AskAsync(["query", "models"], (output, _) => Say(output, "damaged", 1)));
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        await WriteAsync("a", 1);
        Assert.Equal((2, "no", ""), await AskAsync(["query", "models"], (output, _) => Say(output, "no", 2)));
        Assert.Equal((0, "yes", ""), await AskAsync(["query", "models"], (output, _) => Say(output, "yes", 0)));
    }

    [Fact]
    public async Task What_is_too_long_is_not_kept()
    {
        await WriteAsync("a", 1);
        var longText = new string('x', AnswerFile.MostCharacters + 1);
        Assert.Equal(longText, (await AskAsync(["query", "users"], (output, _) => Say(output, longText, 0))).Output);
        Assert.Equal("short", (await AskAsync(["query", "users"], (output, _) => Say(output, "short", 0))).Output);
    }

    [Fact]
    public async Task Of_many_answers_the_last_are_kept()
    {
        await WriteAsync("a", 1);
        for (var i = 0; i < 150; i++) await AskAsync(["query", $"{i}"], (output, _) => Say(output, $"{i}", 0));

        Assert.Equal("149", (await AskAsync(["query", "149"], (output, _) => Say(output, "again", 0))).Output);
        Assert.Equal("again", (await AskAsync(["query", "0"], (output, _) => Say(output, "again", 0))).Output);
    }

    [Fact]
    public async Task A_file_with_a_byte_changed_or_missing_has_no_answers()
    {
        await WriteAsync("a", 1);
        await AskAsync(["query", "models"], (output, _) => Say(output, "kept", 0));
        var file = Path.Combine(State, "ANSWERS");
        string[] asked = ["query", "models", "--state", State];
        var whole = File.ReadAllBytes(file);
        for (var at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 1;
            File.WriteAllBytes(file, damaged);
            Assert.Null(new AnswerFile(file, $"{StatePeek.Stamp(State)}").Find(asked));
            File.WriteAllBytes(file, whole[..at]);
            Assert.Null(new AnswerFile(file, $"{StatePeek.Stamp(State)}").Find(asked));
        }

        File.WriteAllBytes(file, whole);
        Assert.Equal("kept", new AnswerFile(file, $"{StatePeek.Stamp(State)}").Find(asked)?.Output);
    }

    [Fact]
    public async Task Answers_of_a_record_that_is_removed_are_removed()
    {
        await WriteAsync("a", 1);
        await AskAsync(["query", "models"], (output, _) => Say(output, "of a", 0));
        Assert.True(File.Exists(Path.Combine(State, "ANSWERS")));

        await ClearAsync("a", State);

        Assert.False(File.Exists(Path.Combine(State, "ANSWERS")));
    }

    [Fact]
    public async Task Another_database_in_the_same_place_has_no_answers()
    {
        await WriteAsync("a", 1);
        await AskAsync(["query", "models"], (output, _) => Say(output, "of the first", 0));
        var answers = File.ReadAllBytes(Path.Combine(State, "ANSWERS"));
        Directory.Delete(State, recursive: true);
        await WriteAsync("a", 1);
        File.WriteAllBytes(Path.Combine(State, "ANSWERS"), answers);

        Assert.Equal("of the second", (await AskAsync(["query", "models"], (output, _) => Say(output, "of the second", 0))).Output);
    }

    [Fact]
    public async Task A_state_that_was_restored_has_no_answers_of_what_it_was_after_as_many_writes()
    {
        await WriteAsync("a", 1);
        var backup = _folder.At("backup");
        Directory.CreateDirectory(backup);
        foreach (var file in Directory.GetFiles(State)) File.Copy(file, Path.Combine(backup, Path.GetFileName(file)));
        await WriteAsync("a", 2);
        for (var i = 0; i < 2; i++) Assert.Equal("2", (await AskAsync(["query", "models"], (output, _) => Say(output, "2", 0))).Output);

        var answers = File.ReadAllBytes(Path.Combine(State, "ANSWERS"));
        Directory.Delete(State, recursive: true);
        Directory.Move(backup, State);
        File.WriteAllBytes(Path.Combine(State, "ANSWERS"), answers);
        await WriteAsync("a", 3);

        Assert.Equal("3", (await AskAsync(["query", "models"], (output, _) => Say(output, "3", 0))).Output);
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_a_failure_in_one_line()
    {
        await WriteAsync("a", 1);
        string[] arguments = ["query", "models", "--state", State];
        await AskAsync(arguments, (output, _) => Say(output, "kept", 0));
        using var error = new StringWriter { NewLine = "\n" };

        Assert.Equal(1, await KeptAnswers.RunAsync(arguments, new FullWriter(), error, (_, _) => throw new InvalidOperationException()));
        Assert.Equal("llmwl: No space left on device\n", error.ToString());
    }

    [Fact]
    public async Task A_pipe_or_a_link_in_place_of_the_file_is_not_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the test makes a link to a device");
        await WriteAsync("a", 1);
        var file = Path.Combine(State, "ANSWERS");
        File.CreateSymbolicLink(file, "/dev/zero");
        Assert.Equal("said", (await AskAsync(["query", "models"], (output, _) => Say(output, "said", 0))).Output);
        File.Delete(file);
        using (var made = Process.Start("mkfifo", [file])) await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("said", (await AskAsync(["query", "users"], (output, _) => Say(output, "said", 0))).Output);
    }

    private sealed class FullWriter : StringWriter
    {
        public override void Write(string? value) => throw new IOException("No space left on device");
    }

    private static Task<int> Say(TextWriter output, string text, int exitCode)
    {
        output.Write(text);
        return Task.FromResult(exitCode);
    }

    private async Task<(int ExitCode, string Output, string Error)> AskAsync(
        string[] arguments, Func<TextWriter, TextWriter, Task<int>> run)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var named = arguments.Contains("--state") ? arguments : [.. arguments, "--state", State];
        var exitCode = await KeptAnswers.RunAsync(named, output, error, run);
        return (exitCode, output.ToString(), error.ToString());
    }

    private Task WriteAsync(string record, int value) => WriteAsync(record, value, State);

    private static async Task WriteAsync(string record, int value, string state)
    {
        using var storage = RocksDbGrainStorageTests.Opened(state);
        var grain = new GrainState<byte[]>();
        await storage.ReadStateAsync("state", GrainId.Create("model", record), grain);
        grain.State = BitConverter.GetBytes(value);
        await storage.WriteStateAsync("state", GrainId.Create("model", record), grain);
    }

    private static async Task ClearAsync(string record, string state)
    {
        using var storage = RocksDbGrainStorageTests.Opened(state);
        var grain = new GrainState<byte[]>();
        await storage.ReadStateAsync("state", GrainId.Create("model", record), grain);
        await storage.ClearStateAsync("state", GrainId.Create("model", record), grain);
    }
}
