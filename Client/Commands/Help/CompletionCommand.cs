using System.CommandLine;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl completion bash|zsh|fish</c>: a script with which a shell completes command lines.</summary>
internal static class CompletionCommand
{
    // Each asks the program itself, with what stands before the cursor: the directive [suggest:POSITION] of System.CommandLine.
    private const string Bash = """
        # Completion of llmwl in bash. In ~/.bashrc: eval "$(llmwl completion bash)"
        _llmwl() {
          local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} whole cut each
          line=${line#*"${COMP_WORDS[0]}"}
          line=${line# }
          # Readline takes what stands behind a colon or an equals sign for a word of its own.
          [[ $word == [:=] ]] && word=
          whole=${line##* } cut=${whole%"$word"}
          COMPREPLY=()
          while IFS= read -r each; do
            if [[ -z $each ]]; then continue; fi
            if [[ $each == "$whole"* ]]; then each=${each#"$cut"}; elif [[ $each != "$word"* ]]; then continue; fi
            COMPREPLY+=("$(printf %q "$each")")
          done < <("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2> /dev/null)
          # What is compared are datasets and files.
          if [[ $line == 'compare '* && $word != -* && ${COMP_WORDS[COMP_CWORD-1]} != -* && $cut == '' ]]; then
            while IFS= read -r each; do
              if [[ -d $each ]]; then each+=/; compopt -o nospace 2> /dev/null; fi
              COMPREPLY+=("$(printf %q "$each")")
            done < <(compgen -f -- "$word")
          fi
        }
        complete -o default -F _llmwl llmwl

        """;

    private const string Zsh = """
        #compdef llmwl
        # Completion of llmwl in zsh. In ~/.zshrc, behind compinit: eval "$(llmwl completion zsh)"
        _llmwl() {
          local line="${(j: :)words[2,CURRENT]}"
          local -a found
          found=("${(@f)$(${words[1]} "[suggest:${#line}]" "$line" 2> /dev/null)}")
          if [[ -n "${found[*]}" ]]; then compadd -a found; else _files; fi
          # What is compared are datasets and files.
          if [[ -n "${found[*]}" && $words[2] == compare && $words[CURRENT] != -* && $words[CURRENT-1] != -* ]]; then _files; fi
        }
        compdef _llmwl llmwl

        """;

    private const string Fish = """
        # Completion of llmwl in fish. In ~/.config/fish/config.fish: llmwl completion fish | source
        function __llmwl_suggest
            set -l words (commandline -opc) (commandline -ct)
            set -l line (string join ' ' -- $words[2..-1])
            llmwl "[suggest:"(string length -- "$line")"]" "$line" 2> /dev/null
        end
        complete -c llmwl -a '(__llmwl_suggest)'

        """;

    private static readonly Dictionary<string, string> Scripts = new() { ["bash"] = Bash, ["zsh"] = Zsh, ["fish"] = Fish };

    public static Command Build()
    {
        var shell = new Argument<string>("SHELL") { Description = $"The shell: {string.Join(", ", Scripts.Keys)}" };
        shell.CompletionSources.Add([.. Scripts.Keys]);
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && !Scripts.ContainsKey(name))
                result.AddError($"SHELL is '{name}'{UnknownWords.Nearest(name, Scripts.Keys)}; expected one of "
                    + $"{string.Join(", ", Scripts.Keys)}.");
        });
        var command = new ExampleCommand(
            "completion", "A script with which a shell completes commands, options, datasets and models.",
            "llmwl completion bash > ~/.local/share/bash-completion/completions/llmwl") { shell };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(Scripts[parsed.GetValue(shell)!]));
        return command;
    }
}
