using Microsoft.Extensions.Logging;

namespace LlmWorkload.Tests.Certificates;

/// <summary>A log that remembers its lines.</summary>
internal sealed class RememberedLog : ILogger
{
    /// <summary>The lines, with their level and the number of their event.</summary>
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add($"{logLevel} {eventId.Id}: {formatter(state, exception)}");
}
