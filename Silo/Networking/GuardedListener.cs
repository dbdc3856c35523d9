using System.Net;
using Microsoft.AspNetCore.Connections;

namespace LlmWorkload.Networking;

/// <summary>Accepts the connections that a port's guard lets in, and says which it is. The others are closed at once.</summary>
/// <param name="inner">What listens.</param>
/// <param name="guard">The guard.</param>
internal sealed class GuardedListener(IConnectionListener inner, PortGuard guard) : IConnectionListener
{
    /// <inheritdoc/>
    public EndPoint EndPoint => inner.EndPoint;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await inner.AcceptAsync(cancellationToken) is { } context)
        {
            if (guard.Admit(context) is { } connection)
            {
                context.Features.Set(connection);
                return context;
            }

            context.Abort(new ConnectionAbortedException("There are too many connections."));
            context.DisposeAsync().AsTask().Ignore();
        }

        return null;
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        guard.Dispose();
        return inner.DisposeAsync();
    }
}
