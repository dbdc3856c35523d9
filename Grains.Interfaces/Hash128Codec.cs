using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace LlmWorkload;

/// <summary>Writes hashes as Orleans writes numbers of 128 bits, which they were in earlier releases.</summary>
[RegisterSerializer]
internal sealed class Hash128Codec : IFieldCodec<Hash128>
{
    /// <inheritdoc/>
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, [AllowNull] Type expectedType, Hash128 value)
        where TBufferWriter : IBufferWriter<byte>
    {
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(Hash128), WireType.LengthPrefixed);
        writer.WriteVarUInt32(Hash128.Bytes);
        writer.WriteUInt64(value.Lower);
        writer.WriteUInt64(value.Upper);
    }

    /// <inheritdoc/>
    /// <exception cref="UnexpectedLengthPrefixValueException">What is there has another length.</exception>
    public Hash128 ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        // So Orleans wrote what fits into 64 bits.
        if (field.WireType != WireType.LengthPrefixed) return new Hash128(0, UInt64Codec.ReadValue(ref reader, field));
        ReferenceCodec.MarkValueField(reader.Session);
        var bytes = reader.ReadVarUInt32();
        if (bytes != Hash128.Bytes) throw new UnexpectedLengthPrefixValueException(nameof(Hash128), Hash128.Bytes, bytes);
        var lower = reader.ReadUInt64();
        return new Hash128(reader.ReadUInt64(), lower);
    }
}

/// <summary>A hash never changes.</summary>
[RegisterCopier]
internal sealed class Hash128Copier : ShallowCopier<Hash128>;
