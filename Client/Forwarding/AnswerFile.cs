using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using LlmWorkload.Hosting;
using LlmWorkload.Ingestion;
using LlmWorkload.Output;

namespace LlmWorkload.Forwarding;

/// <summary>
/// The file of kept answers in a state folder. It begins with the state and the builds that they belong to, and ends with a hash of all
/// before. A file of another state or build, or one that is damaged, has no answers. It is replaced as a whole; of two programs that keep
/// an answer at once, one wins.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="stamp">The state that its folder has.</param>
internal sealed class AnswerFile(string path, string stamp)
{
    /// <summary>The most characters of a kept answer.</summary>
    public const int MostCharacters = 1 << 20;

    private const string Mark = "llmwl-answers 1";
    private const int MostAnswers = 100;
    private const int MostBytes = 8 << 20;
    private const int HashBytes = sizeof(ulong);

    // Of all that has a part in an answer and its words.
    private static readonly Guid[] Builds =
    [
        ForwardedCommand.ThisProgram, EmbeddedCluster.Build, typeof(LogIngestor).Module.ModuleVersionId,
        typeof(InvariantText).Module.ModuleVersionId,
    ];

    /// <summary>The answer of a command; null where there is none.</summary>
    public Answer? Find(string[] arguments) => Read().Find(answer => answer.Arguments.AsSpan().SequenceEqual(arguments));

    /// <summary>Adds an answer. Where the folder cannot be written, nothing is kept.</summary>
    public async Task KeepAsync(Answer answer)
    {
        List<Answer> answers = [.. Read().Where(other => !other.Arguments.AsSpan().SequenceEqual(answer.Arguments)), answer];
        var bytes = Bytes(answers);
        while (answers.Count > 1 && (answers.Count > MostAnswers || bytes.Length > MostBytes))
        {
            answers.RemoveRange(0, (answers.Count + 1) / 2);
            bytes = Bytes(answers);
        }

        if (bytes.Length > MostBytes) return;
        try
        {
            await AtomicFile.ReplaceAsync(path, stream => stream.WriteAsync(bytes).AsTask());
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
        }
    }

    private List<Answer> Read()
    {
        try
        {
            // A pipe or a device has no length, and would be read without an end.
            if (new FileInfo(path) is not { Exists: true, LinkTarget: null, Length: > HashBytes and <= MostBytes }) return [];
            var bytes = File.ReadAllBytes(path);
            if (bytes.Length <= HashBytes) return [];
            var hash = XxHash3.HashToUInt64(bytes.AsSpan(..^HashBytes));
            if (BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(^HashBytes..)) != hash) return [];
            using var reader = new BinaryReader(new MemoryStream(bytes, 0, bytes.Length - HashBytes));
            if (!Header().All(line => reader.ReadString() == line)) return [];
            return [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => new Answer(
                [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())], reader.ReadString(), reader.ReadString()))];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private byte[] Bytes(List<Answer> answers)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            foreach (var line in Header()) writer.Write(line);
            writer.Write(answers.Count);
            foreach (var answer in answers)
            {
                writer.Write(answer.Arguments.Length);
                foreach (var argument in answer.Arguments) writer.Write(argument);
                writer.Write(answer.Output);
                writer.Write(answer.Notes);
            }
        }

        var bytes = new byte[content.Length + HashBytes];
        content.GetBuffer().AsSpan(0, (int)content.Length).CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(^HashBytes..), XxHash3.HashToUInt64(bytes.AsSpan(..^HashBytes)));
        return bytes;
    }

    private IEnumerable<string> Header() => [Mark, .. Builds.Select(build => $"{build}"), stamp];
}
