using System.Net;
using System.Net.Sockets;

namespace LlmWorkload.Storage;

/// <summary>
/// The silo that has a state folder open and takes clients: a file in the folder says where. So a command that would open the folder speaks
/// to that silo instead. Whoever opens the folder removes what an ended silo has left.
/// </summary>
/// <param name="Gateway">Where clients connect.</param>
/// <param name="ClusterId">The silo's cluster.</param>
public sealed record RunningSilo(IPEndPoint Gateway, string ClusterId)
{
    private const string FileName = "SILO";
    private const string Draft = "SILO.new";
    private const string Mark = "llmwl-silo 1";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>Writes the file. The silo has the folder open, and takes clients.</summary>
    public void Announce(string folder)
    {
        // The draft is renamed into place, so that a reader finds all of it or nothing.
        var draft = Path.Combine(folder, Draft);
        File.WriteAllLines(draft, [Mark, Gateway.ToString(), ClusterId]);
        File.Move(draft, Path.Combine(folder, FileName), overwrite: true);
    }

    /// <summary>Removes the file. The caller has the folder open.</summary>
    public static void Withdraw(string folder) => File.Delete(Path.Combine(folder, FileName));

    /// <summary>Whether the file is there. The silo may have ended.</summary>
    public static bool IsAnnounced(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>The silo that has a folder open and takes clients; null where there is none.</summary>
    public static async Task<RunningSilo?> FindAsync(string folder)
    {
        try
        {
            return Read(Path.Combine(folder, FileName)) is { } silo && FolderLock.IsHeld(folder) && await silo.AnswersAsync() ? silo : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static RunningSilo? Read(string file) =>
        File.Exists(file) && File.ReadAllLines(file) is [Mark, var gateway, var clusterId] && IPEndPoint.TryParse(gateway, out var address)
            ? new RunningSilo(address, clusterId)
            : null;

    // The folder may be another machine's, too: its lock is not seen everywhere.
    private async Task<bool> AnswersAsync()
    {
        using var socket = new Socket(Gateway.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(LongestWait);
        try
        {
            await socket.ConnectAsync(Gateway, patience.Token);
            return true;
        }
        catch (Exception none) when (none is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
