using System.Reflection;
using LlmWorkload.Models;
using LlmWorkload.Storage;
using Orleans.Runtime;

namespace LlmWorkload.Tests.Providers;

/// <summary>
/// PostgreSQL's rows are told apart by grain key and state name and not by grain type, so no two types may have a state name in common.
/// </summary>
public sealed class StateNamesTests
{
    [Fact]
    public void No_two_grain_types_have_a_state_name_in_common()
    {
        var names = typeof(ModelGrain).Assembly.GetTypes()
            .Where(type => typeof(IGrainBase).IsAssignableFrom(type) && !type.IsAbstract)
            .SelectMany(type => type.GetConstructors().SelectMany(constructor => constructor.GetParameters()), (type, parameter) =>
                (type, state: parameter.GetCustomAttribute<PersistentStateAttribute>()))
            .Where(each => each.state is not null)
            .ToList();

        Assert.NotEmpty(names);
        Assert.Equal(names.Count, names.Select(each => each.state!.StateName).Distinct().Count());
        Assert.All(names, each => Assert.Matches("^[a-z]-", each.state!.StateName));
        Assert.All(names.GroupBy(each => each.state!.StateName[0]), prefix => Assert.Single(prefix.Select(each => each.type).Distinct()));
        Assert.All(names, each => Assert.Equal(StorageNames.Provider, each.state!.StorageName));
    }
}
