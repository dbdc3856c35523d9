namespace LlmWorkload.Users;

/// <summary>The answer to a <see cref="PartitionQuestion"/>.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.partition.answer")]
public abstract record PartitionAnswer;
