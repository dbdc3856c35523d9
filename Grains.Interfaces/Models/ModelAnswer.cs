namespace LlmWorkload.Models;

/// <summary>The answer to a <see cref="ModelQuestion"/>.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.model.answer")]
public abstract record ModelAnswer;
