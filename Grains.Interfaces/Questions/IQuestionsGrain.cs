using LlmWorkload.Analyses;
using LlmWorkload.Scopes;
using LlmWorkload.Users;

namespace LlmWorkload.Questions;

/// <summary>
/// Answers questions about datasets, for commands and for HTTP: one call a question, whatever grains it takes. It holds no state, and any
/// number of these grains work at once.
/// </summary>
[Alias("llmwl.IQuestionsGrain")]
public interface IQuestionsGrain : IGrainWithIntegerKey
{
    /// <summary>The datasets, the one used last first.</summary>
    [ResponseTimeout("00:00:15")]
    Task<IReadOnlyList<DatasetDescription>> DatasetsAsync();

    /// <summary>The dataset at a glance: the analysis <c>overview</c> with default options.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="scope">The rows that are meant, here and in what follows; null for all.</param>
    /// <exception cref="WorkloadException">The dataset does not exist or has no rows.</exception>
    [ResponseTimeout("00:00:15")]
    Task<AnalysisResult> OverviewAsync(string dataset, Scope? scope = null);

    /// <summary>What an operator asks of a dataset first.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="scope">The rows that are meant; null for all.</param>
    /// <exception cref="WorkloadException">The dataset does not exist or has no rows.</exception>
    [ResponseTimeout("00:00:15")]
    Task<DatasetSummary> SummaryAsync(string dataset, Scope? scope = null);

    /// <summary>The models with the most requests, ties by id.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="scope">The rows that are meant; null for all.</param>
    /// <exception cref="WorkloadException">The dataset does not exist.</exception>
    [ResponseTimeout("00:00:15")]
    Task<IReadOnlyList<ModelDescription>> ModelsAsync(string dataset, int most, Scope? scope = null);

    /// <summary>One model.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="name">Its id, or its name where no other model has it.</param>
    /// <param name="scope">The rows that are meant; null for all.</param>
    /// <exception cref="WorkloadException">The dataset does not exist, has no such model, or has several.</exception>
    [ResponseTimeout("00:00:15")]
    Task<ModelDescription> ModelAsync(string dataset, string name, Scope? scope = null);

    /// <summary>Users by requests, descending, ties by id.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="from">How many users to skip.</param>
    /// <param name="most">How many at most. A message has room for some hundred thousand.</param>
    /// <param name="scope">The rows that are meant; null for all.</param>
    /// <exception cref="WorkloadException">The dataset does not exist.</exception>
    [ResponseTimeout("00:00:15")]
    Task<IReadOnlyList<UserCount>> UsersAsync(string dataset, int from, int most, Scope? scope = null);

    /// <summary>The models with the most of something, ties by id.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="by">Of what.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="scope">The rows that are meant; null for all.</param>
    /// <exception cref="WorkloadException">The dataset does not exist, or no log of it says what models are ordered by.</exception>
    [ResponseTimeout("00:00:15")]
    Task<IReadOnlyList<ModelDescription>> RankModelsAsync(string dataset, Ranking by, int most, Scope? scope = null);

    /// <summary>The users with the most of something, ties by id.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="by">Of what.</param>
    /// <param name="from">How many users to skip.</param>
    /// <param name="most">How many at most. A message has room for some hundred thousand.</param>
    /// <param name="scope">The rows that are meant; null for all.</param>
    /// <exception cref="WorkloadException">The dataset does not exist, or no log of it says what users are ordered by.</exception>
    [ResponseTimeout("00:00:15")]
    Task<IReadOnlyList<UserTotals>> RankUsersAsync(string dataset, Ranking by, int from, int most, Scope? scope = null);

    /// <summary>One user.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="id">The user's id.</param>
    /// <param name="scope">The rows that are meant; null for all.</param>
    /// <exception cref="WorkloadException">The dataset does not exist or has no such user.</exception>
    [ResponseTimeout("00:00:15")]
    Task<UserProfile> UserAsync(string dataset, string id, Scope? scope = null);

    /// <summary>The silos of the cluster, and the rows that each holds in memory.</summary>
    [ResponseTimeout("00:00:15")]
    Task<ClusterReport> ClusterAsync();
}
