using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>A question that only the parts of a split model are asked, by kernels that merge their answers.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.model.part.question")]
internal abstract record ModelPartQuestion : ModelQuestion;
