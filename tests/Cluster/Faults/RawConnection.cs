using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace LlmWorkload.Tests.Faults;

/// <summary>A connection to a port of a silo that does not behave as Orleans' own do.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly TcpClient _client = new();
    private Stream _stream = Stream.Null;

    public void Dispose() => _client.Dispose();

    /// <summary>Connects, and says nothing.</summary>
    public static async Task<RawConnection> ToAsync(int port)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Longest, $"port {port} to take a connection");
        connection._stream = connection._client.GetStream();
        return connection;
    }

    /// <summary>Connects and sends a handshake, and reads the silo's.</summary>
    /// <param name="port">The port.</param>
    /// <param name="handshake">The handshake.</param>
    /// <param name="secure">Puts TLS on the connection; null for none.</param>
    public static async Task<RawConnection> GreetAsync(int port, byte[] handshake, Func<Stream, Task<Stream>>? secure = null)
    {
        var connection = await ToAsync(port);
        if (secure is not null) connection._stream = await secure(connection._stream);
        await connection._stream.WriteAsync(handshake);
        await ReadFrameAsync(connection._stream).WaitAsync(Longest, "the silo's handshake");
        return connection;
    }

    /// <summary>The handshake that a real client sends: its length in four bytes, and it.</summary>
    public static async Task<byte[]> RecordHandshakeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = ProgramProcess.Client("query", "datasets", "--cluster", listener.LocalEndpoint.ToString()!);
        using var accepted = await listener.AcceptTcpClientAsync().WaitAsync(Longest, "a client to connect");
        return await ReadFrameAsync(accepted.GetStream()).WaitAsync(Longest, "a client's handshake");
    }

    /// <summary>Begins a message: sends the lengths of its header and its body, and some of its bytes.</summary>
    /// <returns>Whether the silo took them all.</returns>
    public async Task<bool> BeginMessageAsync(int header, int body, int sent)
    {
        var lengths = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, header);
        BinaryPrimitives.WriteInt32LittleEndian(lengths.AsSpan(4), body);
        try
        {
            await _stream.WriteAsync(lengths);
            await _stream.WriteAsync(new byte[sent]);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Completes when the silo has closed it.</summary>
    public Task ClosedAsync() => ClosedAsync(_stream);

    /// <summary>Completes when the silo has closed a connection.</summary>
    public static async Task ClosedAsync(Stream stream)
    {
        try
        {
            while (await stream.ReadAsync(new byte[1024]) > 0)
            {
                // What the silo says is of no matter here.
            }
        }
        catch (IOException)
        {
            // Closed by a reset.
        }
    }

    private static async Task<byte[]> ReadFrameAsync(Stream stream)
    {
        var frame = new byte[4];
        await stream.ReadExactlyAsync(frame);
        var length = BinaryPrimitives.ReadInt32LittleEndian(frame);
        Array.Resize(ref frame, 4 + length);
        await stream.ReadExactlyAsync(frame.AsMemory(4));
        return frame;
    }
}
