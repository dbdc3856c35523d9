using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>The sessions of rows, by start, ties in input order; each list as <see cref="PackedIntegers"/>.</summary>
/// <param name="Models">For each row its model, by its index in the catalog's list.</param>
/// <param name="Sessions">
/// For each row the number of its session among those of the model, which count from 0 by first turn; −1 for a row in none.
/// </param>
/// <param name="Turns">For each row its turn in the session, from 0; 0 for a row in none.</param>
[GenerateSerializer, Immutable, Alias("llmwl.sessions.block")]
public sealed record TurnBlock([property: Id(0)] byte[] Models, [property: Id(1)] byte[] Sessions, [property: Id(2)] byte[] Turns);
