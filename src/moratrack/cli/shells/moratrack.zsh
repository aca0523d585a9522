#compdef moratrack
# Completion of moratrack for zsh.
#
# Put into ~/.zshrc, after compinit:  eval "$(moratrack completion zsh)"

_moratrack() {
    local answer
    # Status 0: the answer has a candidate a line. Any other: a file is wanted, or moratrack cannot say.
    if ! answer=$(${~words[1]} __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null); then
        compset -P '--*='
        _files
        return
    fi
    local -a candidates=("${(@f)answer}")
    [[ -n $answer ]] && _describe -V moratrack candidates
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _moratrack "$@"
else
    compdef _moratrack moratrack
fi
