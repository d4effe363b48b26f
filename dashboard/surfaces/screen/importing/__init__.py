"""数据导入: the one door from the screen to the loaders."""
