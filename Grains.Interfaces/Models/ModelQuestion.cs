namespace LlmWorkload.Models;

/// <summary>A question to a model's columns; equal questions share their answer.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.model.question")]
public abstract record ModelQuestion;
