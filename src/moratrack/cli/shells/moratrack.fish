# Completion of moratrack for fish.
#
# Put into ~/.config/fish/config.fish:  moratrack completion fish | source

function __moratrack_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l partial (commandline -ct)
    # Status 0: the answer has a candidate a line. Any other: a file is wanted, or moratrack cannot say.
    if set -l answer ($program __complete fish $words "$partial" 2>/dev/null)
        printf '%s\n' $answer
    else
        set -l option (string match -r -- '^--[^=]*=' $partial)
        printf '%s\n' "$option"(__fish_complete_path (string replace -- "$option" '' "$partial"))
    end
end

complete -c moratrack -e
complete -c moratrack -f -a '(__moratrack_complete)'
