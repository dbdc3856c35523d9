using System.Buffers.Binary;
using System.Text;
using Orleans.Runtime;

namespace LlmWorkload.Storage;

/// <summary>
/// The database key of one record: <c>type/key/state</c> as bytes, readable in RocksDB's own tools, then the lengths of type and state (two
/// bytes each, big endian). With the lengths it is unambiguous, whatever the three hold. The lengths stand last, so that the records of a
/// grain are side by side.
/// </summary>
internal static class RecordKey
{
    private const byte Separator = (byte)'/';
    private const int Lengths = 2 * sizeof(ushort);

    public static byte[] Of(GrainId grain, string stateName)
    {
        var type = grain.Type.AsSpan();
        var key = grain.Key.AsSpan();
        var stateLength = Encoding.UTF8.GetByteCount(stateName);
        var bytes = new byte[type.Length + 1 + key.Length + 1 + stateLength + Lengths];

        type.CopyTo(bytes);
        bytes[type.Length] = Separator;
        key.CopyTo(bytes.AsSpan(type.Length + 1));
        var state = bytes.AsSpan(type.Length + 1 + key.Length);
        state[0] = Separator;
        Encoding.UTF8.GetBytes(stateName, state[1..]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(bytes.Length - 4), checked((ushort)type.Length));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(bytes.Length - 2), checked((ushort)stateLength));
        return bytes;
    }
}
