namespace LlmWorkload.Forwarding;

/// <summary>A writer to which all text comes as characters in a row.</summary>
internal abstract class SpanWriter : TextWriter
{
    /// <inheritdoc/>
    public abstract override void Write(ReadOnlySpan<char> buffer);

    /// <inheritdoc/>
    public sealed override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public sealed override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public sealed override void Write(string? value) => Write(value.AsSpan());
}
