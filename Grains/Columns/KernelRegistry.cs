using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Columns;

/// <summary>The kernels that model grains and partitions know, by type of question. Several analyses may bring the same kernel.</summary>
internal sealed class KernelRegistry(IEnumerable<ModelKernel> models, IEnumerable<PartitionKernel> partitions)
{
    private readonly Dictionary<Type, ModelKernel> _models = models.DistinctBy(kernel => kernel.QuestionType)
        .ToDictionary(kernel => kernel.QuestionType);
    private readonly Dictionary<Type, PartitionKernel> _partitions = partitions.DistinctBy(kernel => kernel.QuestionType)
        .ToDictionary(kernel => kernel.QuestionType);

    /// <summary>The kernels of models.</summary>
    public IReadOnlyCollection<ModelKernel> Models => _models.Values;

    /// <summary>The kernel of a question to a model.</summary>
    public ModelKernel For(ModelQuestion question) => Find(_models, question);

    /// <summary>The kernel of a question to a partition.</summary>
    public PartitionKernel For(PartitionQuestion question) => Find(_partitions, question);

    private static TKernel Find<TKernel>(Dictionary<Type, TKernel> kernels, object question) =>
        kernels.TryGetValue(question.GetType(), out var kernel)
            ? kernel
            : throw new WorkloadException(
                $"This silo has no kernel for {question.GetType().Name}: client and silo are of different versions.");
}
