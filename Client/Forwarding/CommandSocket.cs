using System.Net.Sockets;
using System.Text;
using LlmWorkload.Hosting;

namespace LlmWorkload.Forwarding;

/// <summary>
/// The socket in a state folder at which the silo that serves it takes commands. Who may read the folder's owner's files may connect:
/// nobody else.
/// </summary>
internal static class CommandSocket
{
    private const string FileName = "COMMANDS";

    // What the address of such a socket holds on every system, with the byte that ends it.
    private const int LongestPath = 103;

    /// <summary>Where it is; null where the path of the folder is too long for a socket.</summary>
    /// <param name="state">The state folder as it was given; null for the user's.</param>
    public static string? PathOf(string? state)
    {
        var path = Path.Combine(Path.GetFullPath(EmbeddedCluster.StateFolder(state)), FileName);
        return Encoding.UTF8.GetByteCount(path) <= LongestPath ? path : null;
    }

    /// <summary>Connects to it; null where nobody listens.</summary>
    public static async Task<NetworkStream?> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = New();
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Listens at it. The caller has the state folder open: what is there was left by a silo that has ended.</summary>
    /// <exception cref="SocketException">The file system has no sockets.</exception>
    public static Socket Listen(string path)
    {
        File.Delete(path);
        var socket = New();
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket New() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
