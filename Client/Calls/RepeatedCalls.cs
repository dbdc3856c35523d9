using System.Reflection;
using LlmWorkload.Analyses;
using LlmWorkload.Comparison;
using LlmWorkload.Datasets;
using LlmWorkload.Export;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>
/// Repeats a client's calls that fail for a reason that passes, with growing pauses, until patience ends. Every call of this system may be
/// repeated: what it asks for is done once, and what it asks is answered again.
/// </summary>
/// <param name="services">Those of the client.</param>
/// <param name="isEmbedded">Whether the silo is in this process, where none is waited for.</param>
/// <param name="patience">How long a cluster that does not answer is waited for.</param>
/// <param name="notice">Told what is waited for.</param>
/// <param name="time">The clock.</param>
/// <param name="interrupted">Ends the waiting.</param>
internal sealed class RepeatedCalls(
    IServiceProvider services, bool isEmbedded, TimeSpan patience, WaitingNotice notice, TimeProvider time, CancellationToken interrupted)
        : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private static readonly Type[] Workers =
        [typeof(IAnalysisGrain), typeof(IExportGrain), typeof(IPoolGrain), typeof(ISessionTurnsGrain), typeof(IComparisonGrain)];

    private readonly AsyncLocal<bool> _isRepetition = new();

    /// <inheritdoc/>
    /// <exception cref="WorkloadException">
    /// The cluster did not answer for as long as patience goes, or its storage fails for good.
    /// </exception>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (_isRepetition.Value || !IsClients(context))
        {
            await context.Invoke();
            return;
        }

        object?[] arguments = [.. Enumerable.Range(0, context.Request.GetArgumentCount()).Select(context.Request.GetArgument)];
        var since = time.GetTimestamp();
        var call = context.Invoke;
        for (var pause = ShortestPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
        {
            try
            {
                await AnswerAsync(call(), context.InterfaceMethod, since);
                return;
            }
            catch (Exception failure) when (!interrupted.IsCancellationRequested && PassingFailure.Describe(failure) is { } reason)
            {
                if (failure is TimeoutException && IsWork(context.InterfaceMethod) && await IsAliveAsync())
                {
                    (since, pause) = (time.GetTimestamp(), ShortestPause);
                    call = () => RepeatAsync(context, arguments);
                    continue;
                }

                notice.Tell(reason, since);
                if (time.GetElapsedTime(since) + pause > patience)
                    throw new WorkloadException(
                        $"The cluster did not answer within {patience.TotalSeconds:0.###} seconds: {reason}.", failure);
            }
            catch (Exception failure) when (PassingFailure.Cause<StorageException>(failure) is { } final)
            {
                throw new WorkloadException(final.Message, failure);
            }

            await Task.Delay(pause, time, interrupted);
            call = () => RepeatAsync(context, arguments);
        }
    }

    private async Task AnswerAsync(Task answer, MethodInfo method, long since)
    {
        if (isEmbedded || answer.IsCompleted || IsWork(method))
        {
            await answer;
            return;
        }

        try
        {
            await answer.WaitAsync(Shorter(Silence, Left(since)), time, interrupted);
        }
        catch (TimeoutException) when (!answer.IsCompleted && Left(since) > TimeSpan.Zero)
        {
            notice.Tell("no silo has answered yet", since);
            await answer.WaitAsync(Left(since), time, interrupted);
        }
    }

    private TimeSpan Left(long since) => patience - time.GetElapsedTime(since) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // By a new request: the one that failed may still be on its way, and whoever has done with it empties it.
    private async Task RepeatAsync(IOutgoingGrainCallContext context, object?[] arguments)
    {
        _isRepetition.Value = true;
        var answer = (Task)context.InterfaceMethod.Invoke(context.Grain, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        await answer;
        context.Result = context.InterfaceMethod.ReturnType.IsGenericType
            ? answer.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(answer)
            : null;
    }

    // A grain's own calls fail or succeed with the call that it answers; Orleans' own know what to do.
    private static bool IsClients(IOutgoingGrainCallContext context) =>
        context.SourceContext is not { GrainInstance: Grain }
            && context.InterfaceMethod.DeclaringType?.Assembly == typeof(IDatasetGrain).Assembly;

    /// <summary>
    /// Whether a grain may be at work for longer than its answer is waited for. Asked again it goes on with the same work; waiting for one
    /// answer until the work is done would be to wait in vain where its silo was lost, since a client is not told of that.
    /// </summary>
    private static bool IsWork(MethodInfo method) =>
        Array.IndexOf(Workers, method.DeclaringType) >= 0
            || method.Name is nameof(IDatasetGrain.DropAsync) or nameof(IDatasetGrain.ForgetAsync);

    private async Task<bool> IsAliveAsync()
    {
        try
        {
            await services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
            return true;
        }
        catch (Exception failure) when (PassingFailure.Describe(failure) is not null)
        {
            return false;
        }
    }
}
