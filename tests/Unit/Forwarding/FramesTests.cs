using System.Text;
using CsCheck;
using LlmWorkload.Forwarding;

namespace LlmWorkload.Tests.Forwarding;

public sealed class FramesTests
{
    [Fact]
    public void Texts_of_two_writers_come_whole_and_apart() =>
        Gen.Select(Gen.Bool, Gen.String[Gen.Char["aé😀\n"], 0, 9_000]).Array[0, 20].Sample(writes =>
    {
        using var stream = new MemoryStream();
        using var output = new FrameWriter(stream, FrameKind.Output);
        using var error = new FrameWriter(stream, FrameKind.Error);
        foreach (var (isError, text) in writes) (isError ? error : output).Write(text);
        output.Flush();
        error.Flush();
        stream.Position = 0;
        var read = Read(stream);
        foreach (var isError in (bool[])[false, true])
        {
            var sent = string.Concat(writes.Where(write => write.Item1 == isError).Select(write => write.Item2));
            Assert.Equal(Encoding.UTF8.GetBytes(sent), read.GetValueOrDefault(isError ? FrameKind.Error : FrameKind.Output, []));
        }
    },
    iter: 200);

    [Fact]
    public async Task A_frame_that_is_cut_off_is_the_end()
    {
        using var stream = new MemoryStream();
        Frames.Write(stream, FrameKind.Output, "whole");
        var whole = stream.ToArray();
        for (var length = 0; length < whole.Length; length++)
            Assert.Null(await Frames.ReadAsync(new MemoryStream(whole[..length]), CancellationToken.None));
        byte[] tooLong = [1, 255, 255, 255, 127, 1];
        Assert.Null(await Frames.ReadAsync(new MemoryStream(tooLong), CancellationToken.None));
    }

    private static Dictionary<FrameKind, byte[]> Read(Stream stream)
    {
        var read = new Dictionary<FrameKind, byte[]>();
        while (Frames.ReadAsync(stream, CancellationToken.None).GetAwaiter().GetResult() is { } frame)
            read[frame.Kind] = [.. read.GetValueOrDefault(frame.Kind, []), .. frame.Bytes];
        return read;
    }
}
