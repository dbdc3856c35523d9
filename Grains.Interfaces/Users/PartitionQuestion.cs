namespace LlmWorkload.Users;

/// <summary>A question to a partition of users; equal questions share their answer.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.partition.question")]
public abstract record PartitionQuestion;
