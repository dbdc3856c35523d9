using LlmWorkload.Columns;
using LlmWorkload.Models;

namespace LlmWorkload.Analyses;

/// <summary>Counts the sessions of a model. Sessions have rows of several parts, so all rows are needed in one place.</summary>
internal static class SessionKernel
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(static (question, columns) =>
    {
        var tally = new SessionTally();
        var (rows, withoutUser, unusable) = SessionWalk.Follow(
            new SessionChoice(question.Rule, question.GapTicks, question.Lookback, question.HasFunctions), columns, tally);
        return tally.ToCounts(rows, withoutUser, unusable);
    });

    /// <summary>Asks a model for its sessions; the answer is <see cref="SessionCounts"/>.</summary>
    /// <param name="Rule">What makes requests a session.</param>
    /// <param name="GapTicks">The longest pause of a session in ticks, for the rule of gaps.</param>
    /// <param name="Lookback">Requests that are looked back, for chains.</param>
    /// <param name="HasFunctions">Whether any request of the dataset has a function, for chains.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.sessions.question")]
    public sealed record Question(
        [property: Id(0)] string Rule, [property: Id(1)] long GapTicks, [property: Id(2)] int Lookback,
        [property: Id(3)] bool HasFunctions) : ModelQuestion
    {
        /// <summary>The question of a choice.</summary>
        public static Question Of(in SessionChoice choice) =>
            new(choice.Rule, choice.GapTicks, choice.Lookback, choice.HasFunctions);
    }
}
